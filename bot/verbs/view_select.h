#ifndef TONLE_VERBS_VIEW_SELECT_H
#define TONLE_VERBS_VIEW_SELECT_H

#include "bot.h"
#include "verbs/command.h"

/*
 * Sets which facts are visible: from then on the index and the store show only those (scope.h), so
 * that code that answers, lists, searches or counts need not check. Called for each line that is
 * for us, and by each timer that looks at facts. Positions in the index may change.
 */

/* What the asker may see: the facts of their channel or, in private, of every channel that they
 * share with the bot. Moderators see everything in private. */
void view_select(struct bot *bot, const struct asker *asker);

/* What both the asker and the person with that nick may see: for telling that person in private. */
void view_select_both(struct bot *bot, const struct asker *asker, const char *nick);

/* What is visible in a channel of that network; NULL: in no channel. */
void view_select_channel(struct bot *bot, const char *network, const char *channel);

/* What is visible in all channels of that network in which the nick is known to be. */
void view_select_person(struct bot *bot, const char *network, const char *nick);

#endif
