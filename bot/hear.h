#ifndef TONLE_HEAR_H
#define TONLE_HEAR_H

#include "base/event.h"
#include "base/moment.h"
#include "bot.h"
#include "network.h"

/*
 * One event's way through the house. The same for IRC, `tonle talk` and `tonle console`: a
 * network_heard (network.h). Lines to say go to the network's outbox; nothing else leaves.
 */
void hear(struct bot *bot, struct network *network, const struct event *event, struct moment now);

/* What is due: the bot's own (bot_tick), the quizzes', the reminders'. Call it at every turn. Gives
 * the milliseconds until it wants to be called again. */
int64_t hear_tick(struct bot *bot, struct moment now);

#endif
