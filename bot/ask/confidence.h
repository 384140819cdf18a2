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

#endif
