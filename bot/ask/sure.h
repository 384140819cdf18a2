#ifndef TONLE_ASK_SURE_H
#define TONLE_ASK_SURE_H

#include "ask/match.h"

/*
 * How sure the best fit is: the probability that it answers the question. Boosted trees of two
 * questions each (gradient boosting, logistic loss), so that what one piece of evidence tells may
 * hang on another: likeness to a known question counts for little where a word is strange to the
 * fact. The trees are the table in sure.c, made by tests/eval/fit.py.
 *
 * lead: how far the fit is ahead of the next one in score; clear: ahead of the next that rests on
 * other citations.
 */
float sure_of(const struct fit *best, float lead, float clear);

#endif
