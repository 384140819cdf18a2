#ifndef TONLE_ASK_RANKER_H
#define TONLE_ASK_RANKER_H

#include "ask/match.h"
#include "ask/trees.h"

#include <stddef.h>

/*
 * Ranking with an encoder: the trees `rank`, or `text` for plain text, turn the evidence of match.h
 * and reading.h into the probability that a candidate answers the question. Of a plain text, a
 * linear correction (trees_correction) then decides whether the best candidate is an answer at all.
 */

/* Replaces the scores of the fits, set by match_weigh, by the trees' log odds, and sorts them, best
 * first. Returns the probability that the best one answers the question. Needs index_embed and at
 * least one fit; question: see reading_encode. rows: receives the evidence of the fits in their new
 * order, or NULL. */
enum { RANKER_FITS_MAX = READING_FACTS_MAX };
float ranker_rank(const struct index *index, const struct parsed_question *parsed,
	const struct reading_question *question, const struct known *hidden, struct fit *fits,
	size_t count, float (*rows)[TREES_EVIDENCE]);

#endif
