#ifndef TONLE_ASK_QUOTING_H
#define TONLE_ASK_QUOTING_H

#include "ask/answer.h"

/*
 * Quoting: if no fact answers, a document's own sentence may, in quotation marks. The sentences
 * have an index of their own (index->quotable), so that they do not affect how facts are found.
 */

/* If the answer is not a fact, replaces it by a quotation, which needs more confidence than a fact;
 * or replaces "I don't know" by an offer of sentences. folded must outlive *answer. Does nothing
 * without an encoder. */
void quoting_decide(const struct index *index, const char *folded, struct answer *answer);

#endif
