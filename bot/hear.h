#ifndef TONLE_HEAR_H
#define TONLE_HEAR_H

#include "base/timestamp.h"
#include "bot.h"
#include "net/network.h"
#include "wire/event.h"

#include <stdbool.h>

/* Handles one event: a network_handler (network.h), which IRC, `tonle talk` and `tonle console`
 * share. Replies go to the network's outbox. */
void hear(
	struct bot *bot, struct network *network, const struct event *event, struct timestamp now);

/* Whether the sender may be answered in that place: they are not ignored, and the channel is not
 * muted. Queries the store. */
struct hearing;
bool hear_may_answer(struct hearing *h);

/* Runs the timers of the bot (bot_tick), quizzes and reminders. Call it in every turn of the loop.
 * Returns the milliseconds until it must be called again. */
int64_t hear_tick(struct bot *bot, struct timestamp now);

#endif
