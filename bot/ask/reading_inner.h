#ifndef TONLE_ASK_READING_INNER_H
#define TONLE_ASK_READING_INNER_H

#include "ask/reading.h"

/* Shared by reading*.c, and included by nothing else. */

/* How well a statement matches each term of the question: by term, else by context; by term. */
struct reading_met {
	float both[TERMS_MAX], term[TERMS_MAX];
};

/* 1 if the statement uses the term, LEXICON_RELATED if it uses a related one, else 0. */
float reading_met_by_term(const struct index *index, const struct profile *profile, int term_id);

/* The weighted mean of met; *lost is the highest weight * (1 - met), *sum their sum. */
float reading_weigh_met(
	const struct parsed_question *parsed, const float *met, float *lost, float *sum);

/* The three lowest of count values, the lowest first; 1 for those that are not there. */
void reading_find_worst(const float *met, size_t count, float worst[3]);

/* Writes the evidence from what stands around each candidate: READ_PLACE_COS, READ_PLACE_TERM and,
 * for plain text (index_is_text), READ_PREVIOUS_BOTH and all that follow. met: of each one. */
void reading_weigh_surroundings(const struct index *index, const struct parsed_question *parsed,
	const struct reading_question *question, const int *positions, size_t count,
	const struct reading_met *met, float (*e)[READ_COUNT]);

#endif
