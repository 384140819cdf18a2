#ifndef TONLE_DOCUMENT_DRAFT_H
#define TONLE_DOCUMENT_DRAFT_H

#include "base/arena.h"
#include "document/document.h"
#include "keep/store_document.h"

#include <stdbool.h>
#include <stddef.h>

/* Drafts made of a document: a draft for each sentence that can stand as a statement. Pure. */

/*
 * The drafts of a document, in its order; they and the list lie in the arena. Where a list hangs on
 * a sentence that ends with a colon, each item is a draft together with that sentence; where that
 * sentence is a condition, or the items are joined by "and" or "or", the whole list is one draft.
 * What a draft cannot have room for is left out: *long_lists counts such lists.
 */
size_t draft_make(const struct document *document, const char *topic, struct arena *arena,
	struct draft **list, size_t *long_lists);

/* The paragraphs of a source for its register, in the arena: numbers, kinds, SHA-256, texts. */
struct paragraph *draft_paragraphs(
	const struct document *document, struct arena *arena, size_t *count);

/* The date that a sentence tells of, as a fact's `when`: "26 October 1825" gives 1825-10-26, "from
 * 1817 to 1825" gives 1817/1825. False and "" if it has none, or several. */
bool draft_when(const char *sentence, char *out, size_t size);

/* At most a dozen words of the sentence in one piece, those with its figures and names if it has
 * more; written to out. */
void draft_quote(const char *sentence, char *out, size_t size);

/* The names in a sentence, ", " between them. */
void draft_names(const char *sentence, char *out, size_t size);

/* The sentence with the pronoun at its head replaced by the subject of the sentence before, where
 * that has exactly one name that it can mean; false where it is not certain. */
bool draft_fill_pronoun(const char *before, const char *sentence, char *out, size_t size);

/*
 * Questions that the statement answers, one a line: what, who, when, how much, why, as far as its
 * form gives them without doubt; "" if it gives none.
 */
void draft_questions(const char *says, char *out, size_t size);

#endif
