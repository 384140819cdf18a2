#ifndef TONLE_FACT_SUPPORT_H
#define TONLE_FACT_SUPPORT_H

#include "fact/fact.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Whether a citation can be checked, and whether the cited texts support the statement. A citation
 * can be checked only if the text of its paragraph is available (struct paragraph).
 */

/* Whether the text of the cited paragraph is available and contains the quote, if there is one.
 * source may be NULL. */
bool support_is_checked(const struct source *source, const struct citation *citation);

/*
 * Whether the fact's citations support its statement: each number and each name occurs in a quote,
 * a cited paragraph or a cited source's title. A name also counts by its last word or by another of
 * its forms (`names` of the set's aliases). True if the text of any source is not available, since
 * it may contain the missing ones, and for a fact without citations. If false, writes the first
 * number or name that occurs nowhere to `missing`.
 */
bool support_holds(const struct factset *set, const struct fact *fact, char *missing, size_t size);

/* Whether support_holds() may be true only because a text is not available. Writes to `missing` the
 * first number or name that is in no available text, and not in the earlier statement (or ""). */
bool support_is_unverified(const struct factset *set, const struct fact *fact, const char *earlier,
	char *missing, size_t size);

/* Whether an edit contradicts the citations: it replaces a number that a quote or cited paragraph
 * has (`was`) by one that none has (`is`), or that none has before the same word ("2 million", "3
 * million"). was and is have `size` bytes each. */
bool support_contradicts(const struct factset *set, const struct fact *before,
	const struct fact *after, char *was, char *is, size_t size);

#endif
