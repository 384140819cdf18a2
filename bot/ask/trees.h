#ifndef TONLE_ASK_TREES_H
#define TONLE_ASK_TREES_H

#include "ask/match.h"
#include "ask/reading.h"

/*
 * Gradient-boosted trees over the evidence. `make fit` writes the model file, ranking.model, and
 * the build turns it into C (build/ranking.inc). In a tree one feature can depend on another:
 * similarity to a known question counts for little if the fact lacks one of the words.
 *
 * The lines of the model file are "ensemble NAME START"; "tree"; "EVIDENCE LIMIT LOW HIGH" for an
 * inner node (go on at node LOW of the tree if the evidence is at most LIMIT, else at node HIGH);
 * "= VALUE" for a leaf. Last come "correction START" and its weights, "EVIDENCE WEIGHT".
 */
enum trees_evidence {
	/* enum evidence, from 0 */
	TREES_READING = EVIDENCE_COUNT,            /* enum reading_evidence, from here */
	TREES_SCORE = EVIDENCE_COUNT + READ_COUNT, /* match_score */
	TREES_SCORE_LEAD, /* minus that of the best other candidate, at most TREES_LEAD_MAX */
	TREES_CLEAR,      /* minus that of the best other with other citations, same maximum */
	TREES_EVIDENCE
};
enum { TREES_LEAD_MAX = 6, TREES_TEXT_LEAD_MAX = 3 };

/* TREES_PLAIN: whether the best candidate answers, without an encoder; uses TREES_SCORE_LEAD,
 * TREES_CLEAR and enum evidence. TREES_RANK: whether any candidate answers; uses all but
 * TREES_CLEAR and what is only for plain text, READ_OPPOSITE and all after it. TREES_TEXT: the
 * same for plain text (index_is_text); uses all but TREES_CLEAR. */
enum trees_ensemble { TREES_PLAIN, TREES_RANK, TREES_TEXT, TREES_ENSEMBLES };

/* The log odds for each row of evidence: the sums over an ensemble's trees. */
void trees_sum(
	enum trees_ensemble ensemble, float (*rows)[TREES_EVIDENCE], size_t count, float *sums);

/*
 * What to add to the log odds of TREES_TEXT for the best candidate. The trees rank candidates; this
 * decides whether the best one is an answer at all. It is linear because there are few texts to
 * learn it from. evidence[TREES_EVIDENCE] is the best candidate's, except that TREES_SCORE is its
 * log odds by TREES_TEXT, and TREES_SCORE_LEAD their lead over the next candidate's, at most
 * TREES_TEXT_LEAD_MAX.
 */
float trees_correction(const float *evidence);

#endif
