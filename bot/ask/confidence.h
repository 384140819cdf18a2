#ifndef TONLE_ASK_CONFIDENCE_H
#define TONLE_ASK_CONFIDENCE_H

#include "ask/match.h"

/*
 * The confidence in the best fit: the probability that it answers the question, by gradient-boosted
 * trees of depth two. Trees let one piece of evidence depend on another: likeness to a known
 * question counts for little if the fact does not know one of the words. They are the table in
 * confidence.c, written by tests/eval/fit.py.
 *
 * lead: the fit's score minus that of the next one; clear: minus that of the next one with other
 * citations.
 */
float confidence_of(const struct fit *best, float lead, float clear);

#endif
