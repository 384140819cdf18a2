#ifndef TONLE_HEAR_H
#define TONLE_HEAR_H

#include "base/timestamp.h"
#include "bot.h"
#include "net/network.h"
#include "wire/event.h"

/*
 * One event's way through the house. The same for IRC, `tonle talk` and `tonle console`: a
 * network_handler (network.h). Lines to say go to the network's outbox; nothing else leaves.
 */
void hear(
	struct bot *bot, struct network *network, const struct event *event, struct timestamp now);

/* What is due: the bot's own (bot_tick), the quizzes', the reminders'. Call it at every turn. Gives
 * the milliseconds until it wants to be called again. */
int64_t hear_tick(struct bot *bot, struct timestamp now);

#endif
