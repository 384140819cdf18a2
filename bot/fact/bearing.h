#ifndef TONLE_FACT_BEARING_H
#define TONLE_FACT_BEARING_H

#include "fact/fact.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Whether a citation can be checked, and whether what it cites says what the statement says. Only a
 * source whose paragraphs' text is held can be checked.
 */

/* Whether the quote stands in the cited paragraph, whose text is held. A citation without a quote
 * is checked if the paragraph's text is held. NULL for a source is fine. */
bool bearing_is_checked(const struct source *source, const struct citation *citation);

/*
 * Whether the fact's citations bear its statement: each number, and each name by its last word
 * or by another form of it (`names` of the set's aliases), stands in a quote, a cited
 * paragraph or a cited source's title. True if any source's text is not held, as it may stand
 * there, and for a fact without citations. Otherwise `missing` has the first that stands nowhere.
 */
bool bearing_holds(const struct factset *set, const struct fact *fact, char *missing, size_t size);

/* Whether bearing_holds() may be true only because a text is not held: `missing` has the first
 * number or name that the earlier statement (or "") does not have and that stands in no text that
 * is held. */
bool bearing_is_open(const struct factset *set, const struct fact *fact, const char *earlier,
	char *missing, size_t size);

/* Whether the statement was changed from a number that a quote or a cited paragraph has (`was`) to
 * one that none has (`is`), or none has before the same word ("2 million", "3 million"); each of
 * `size` bytes. */
bool bearing_contradicts(const struct factset *set, const struct fact *before,
	const struct fact *after, char *was, char *is, size_t size);

#endif
