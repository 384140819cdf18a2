#ifndef TONLE_DOCUMENT_DRAFT_H
#define TONLE_DOCUMENT_DRAFT_H

#include "base/arena.h"
#include "document/document.h"
#include "keep/store_document.h"

#include <stdbool.h>
#include <stddef.h>

/* Makes drafts of facts from a document: one for each sentence that can be a statement. Pure
 * functions. */

/*
 * Makes the drafts of a document, in its order. They and their array are in the arena; returns
 * their number. If a sentence that ends with a colon introduces a list, each item becomes a draft
 * together with that sentence. If that sentence is a condition, or the items are joined by "and" or
 * "or", the whole list is one draft. A list that is too long for one draft is left out; *long_lists
 * counts these.
 */
size_t draft_make(const struct document *document, const char *topic, struct arena *arena,
	struct draft **list, size_t *long_lists);

/* The paragraphs of a document for its source's register, in the arena: numbers, kinds, SHA-256,
 * texts. */
struct paragraph *draft_paragraphs(
	const struct document *document, struct arena *arena, size_t *count);

/* Writes the date of the events in a sentence, as a fact's `when`: "26 October 1825" gives
 * 1825-10-26, "from 1817 to 1825" gives 1817/1825. False and "" if there is none, or more than one.
 */
bool draft_when(const char *sentence, char *out, size_t size);

/* Writes a quote from the sentence: at most a dozen consecutive words, those with most of its
 * figures and names. */
void draft_quote(const char *sentence, char *out, size_t size);

/* Writes the names in a sentence, separated by ", ". */
void draft_names(const char *sentence, char *out, size_t size);

/* Replaces the pronoun at the start of the sentence by the subject of the sentence before, if that
 * has exactly one name that the pronoun can refer to. False if it is not certain. */
bool draft_fill_pronoun(const char *before, const char *sentence, char *out, size_t size);

/*
 * Writes questions that the statement answers, one per line (what, who, when, how much, why), as
 * far as its form yields them without doubt; "" if there are none.
 */
void draft_questions(const char *says, char *out, size_t size);

#endif
