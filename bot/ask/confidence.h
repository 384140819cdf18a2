#ifndef TONLE_ASK_CONFIDENCE_H
#define TONLE_ASK_CONFIDENCE_H

#include "ask/match.h"

/*
 * The confidence in the best fit without an encoder (with one: ranker.h): the probability that it
 * answers the question, from the trees `plain` (trees.h).
 *
 * lead: its score minus that of the next fit; clear: its score minus that of the next fit with
 * other citations.
 */
float confidence_of(const struct fit *best, float lead, float clear);

/* The same for the first of `count` fits, best first; there must be at least one. */
float confidence_of_best(const struct index *index, const struct fit *fits, size_t count);

/* The confidence that the fact at that position needs for an answer, with an encoder. The more
 * questions it has, the likelier it is that a question it answers resembles one of them, so the
 * more a low confidence tells against it.
 *
 * untold: it is asked for yes or no, and the fact tells neither. That needs more confidence: a fact
 * may be all about what is asked, and leave it open. */
float confidence_needed(const struct index *index, int at, bool untold);

#endif
