#ifndef TONLE_ASK_TREES_H
#define TONLE_ASK_TREES_H

#include "ask/match.h"
#include "ask/reading.h"

/*
 * Gradient-boosted trees over the evidence, from the model file ranking.model, which `make fit`
 * writes and the build turns into C (build/ranking.inc). Trees let one piece of evidence depend on
 * another: likeness to a known question counts for little if the fact lacks one of the words.
 *
 * A line of the model file: "ensemble NAME START"; "tree"; "EVIDENCE LIMIT LOW HIGH" (evidence at
 * most LIMIT goes on at node LOW of the tree, more at HIGH); "= VALUE" for a leaf.
 */
enum trees_evidence {
	/* enum evidence, from 0 */
	TREES_READING = EVIDENCE_COUNT,            /* enum reading_evidence, from here */
	TREES_SCORE = EVIDENCE_COUNT + READ_COUNT, /* match_score */
	TREES_SCORE_LEAD, /* minus that of the best other candidate, at most TREES_LEAD_MAX */
	TREES_CLEAR,      /* minus that of the best other with other citations, at most that */
	/* of the confidence alone, all in log odds: */
	TREES_RANK,      /* the rank's sum */
	TREES_RANK_LEAD, /* minus the second's, the third's */
	TREES_RANK_LEAD_3,
	TREES_RANK_SUM, /* of the sum of all candidates' probabilities */
	TREES_EVIDENCE
};
enum { TREES_LEAD_MAX = 6 };

/* plain: the confidence without an encoder, from TREES_SCORE_LEAD, TREES_CLEAR and enum evidence.
 * rank: whether a candidate answers; confidence: whether the best one does. */
enum trees_ensemble { TREES_PLAIN, TREES_RANK_ENSEMBLE, TREES_CONFIDENCE, TREES_ENSEMBLES };

/* The sum over an ensemble's trees for evidence[TREES_EVIDENCE], as log odds. */
float trees_sum(enum trees_ensemble ensemble, const float *evidence);

#endif
