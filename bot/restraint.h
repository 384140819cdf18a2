#ifndef TONLE_RESTRAINT_H
#define TONLE_RESTRAINT_H

#include "respond.h"

/* Which answers are not given in a channel, or only to the asker. */

/* Whether the reply repeats what this person has just got in this channel. A question is answered
 * again after a minute. A follow-up ("why?") that only finds what was already said has nothing
 * more to say, however long ago that was, unless the rest waits for `more`. Moderators are exempt,
 * since they test answers. */
enum repetition { REPETITION_NONE, REPETITION_NOTHING_MORE, REPETITION_JUST_SAID };
enum repetition restraint_repetition(
	struct hearing *h, const struct turn *turn, const struct reply *reply);

/* Whether the channel has a study session and the answer is not about its topic; the reply then
 * says so. */
bool restraint_off_topic(struct hearing *h, const struct turn *turn, struct reply *reply);

/* Whether to answer in the channel or, if its settings say so, in private. Counts the fact as told.
 */
enum manner restraint_manner(struct hearing *h, const struct turn *turn);

#endif
