#ifndef TONLE_ASK_CONFIDENCE_H
#define TONLE_ASK_CONFIDENCE_H

#include "ask/match.h"

/*
 * How sure the best fit is: the probability that it answers the question. Boosted trees of two
 * questions each (gradient boosting, logistic loss), so that what one piece of evidence tells may
 * hang on another: likeness to a known question counts for little where a word is strange to the
 * fact. The trees are the table in confidence.c, made by tests/eval/fit.py.
 *
 * lead: how far the fit is ahead of the next one in score; clear: ahead of the next that rests on
 * other citations.
 */
float confidence_of(const struct fit *best, float lead, float clear);

#endif
