#ifndef TONLE_VERBS_SEEN_FROM_H
#define TONLE_VERBS_SEEN_FROM_H

#include "bot.h"
#include "verbs/command.h"

/*
 * From where the bot's facts are looked at: the index and the store show from then on what is there
 * (scope.h), so that whatever answers, lists, searches or counts need not ask. Set for each line
 * that is for us, and by each timer that looks at facts. Positions in the index may move.
 */

/* From where the asker is: their channel or, in private, every channel that they share with the
 * bot. Moderators see everything in private. */
void seen_from(struct bot *bot, const struct asker *asker);

/* From where both the asker and who has that nick are: for what is told them alone. */
void seen_from_both(struct bot *bot, const struct asker *asker, const char *nick);

/* From a channel of that network; NULL: from no channel. */
void seen_from_channel(struct bot *bot, const char *network, const char *channel);

/* From all channels of that network in which the nick is known to be. */
void seen_from_person(struct bot *bot, const char *network, const char *nick);

#endif
