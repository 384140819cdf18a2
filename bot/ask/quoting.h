#ifndef TONLE_ASK_QUOTING_H
#define TONLE_ASK_QUOTING_H

#include "ask/answer.h"

/*
 * Answering with a document's own sentence, in quotation marks, where no fact answers. The
 * sentences are an index of their own (index->quotable), so facts are found as if there were none.
 */

/* Replaces an answer that is no fact by a quotation, for which more confidence is needed than for a
 * fact, or "I don't know" by an offer of sentences. folded must outlive it. Does nothing without an
 * encoder. */
void quoting_decide(const struct index *index, const char *folded, struct answer *answer);

#endif
