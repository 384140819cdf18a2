#ifndef TONLE_BOT_INDEX_H
#define TONLE_BOT_INDEX_H

#include "bot.h"

#include <stdbool.h>

/* Opens and replaces the bot's index. bot_catch_up (bot.h) keeps it current. */

/* Sets the bot's index to the saved one, updated from the database, or else to a new one. If a loop
 * runs and there are many facts, the new one is built in the background; meanwhile the index is
 * empty and the bot is loading. False with the reason if the database cannot be read. */
bool bot_index_open(struct bot *bot, struct error *err);

/* Builds a new index, in the background if there is one. If that fails, bot_tick() tries again. */
void bot_index_rebuild(struct bot *bot);

/* Stops quoting the draft of that number, which this bot has just approved or rejected. */
void bot_drop_quotable(struct bot *bot, int64_t number);

#endif
