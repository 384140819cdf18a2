#ifndef TONLE_ASK_RANKER_H
#define TONLE_ASK_RANKER_H

#include "ask/match.h"
#include "ask/trees.h"

#include <stddef.h>

/*
 * Ranking with an encoder: every candidate gets the evidence of match.h and of reading.h, from
 * which the trees `rank` tell how likely it answers.
 */

/* Replaces the scores of the fits, which match_weigh has weighed, by their rank (log odds), and
 * sorts them, best first. Returns the probability that the best one answers the question. Needs
 * index_embed and at least one fit; question: see reading_encode. rows: room for the evidence of
 * count fits, in their new order; or NULL. */
enum { RANKER_FITS_MAX = READING_FACTS_MAX };
float ranker_rank(const struct index *index, const struct parsed_question *parsed,
	const struct reading_question *question, const struct known *hidden, struct fit *fits,
	size_t count, float (*rows)[TREES_EVIDENCE]);

#endif
