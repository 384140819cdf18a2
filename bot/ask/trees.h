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
	TREES_EVIDENCE
};
enum { TREES_LEAD_MAX = 6 };

/* plain: whether the best candidate answers, without an encoder, from TREES_SCORE_LEAD, TREES_CLEAR
 * and enum evidence. rank: whether a candidate answers, from all but TREES_CLEAR. */
enum trees_ensemble { TREES_PLAIN, TREES_RANK, TREES_ENSEMBLES };

/* The sum over an ensemble's trees for evidence[TREES_EVIDENCE], as log odds. */
float trees_sum(enum trees_ensemble ensemble, const float *evidence);

#endif
