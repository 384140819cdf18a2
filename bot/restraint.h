#ifndef TONLE_RESTRAINT_H
#define TONLE_RESTRAINT_H

#include "respond.h"

/* What is not said in a channel, or to the asker alone. */

/* Whether this person has just got the same line in this channel, which let it through. A follow-up
 * ("why?") that finds nothing but what was said has no answer, however long ago that was, unless
 * the rest waits for `more`; any other question is answered again after a minute. Moderators try
 * how something is answered. */
enum repetition { REPETITION_NONE, REPETITION_NOTHING_MORE, REPETITION_JUST_SAID };
enum repetition restraint_repetition(
	struct hearing *h, const struct turn *turn, const struct reply *reply);

/* Whether a study session goes on in the channel that the answer has nothing to do with; the reply
 * then says so. */
bool restraint_off_topic(struct hearing *h, const struct turn *turn, struct reply *reply);

/* In the channel, or to the asker alone where its settings have it so. A fact that is told is
 * counted. */
enum manner restraint_manner(struct hearing *h, const struct turn *turn);

#endif
