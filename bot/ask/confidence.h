#ifndef TONLE_ASK_CONFIDENCE_H
#define TONLE_ASK_CONFIDENCE_H

#include "ask/match.h"

/*
 * The confidence in the best fit where there is no encoder: the probability that it answers the
 * question, by the trees `plain` (trees.h). With an encoder: ranker.h.
 *
 * lead: the fit's score minus that of the next one; clear: minus that of the next one with other
 * citations.
 */
float confidence_of(const struct fit *best, float lead, float clear);

/* The confidence from which a fact with so many questions answers, where there is an encoder. The
 * more it has, the more askings of what it answers are like one of them: doubt weighs more. */
float confidence_needed(size_t questions);

#endif
