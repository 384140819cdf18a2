#ifndef TONLE_BOT_INDEX_H
#define TONLE_BOT_INDEX_H

#include "bot.h"

#include <stdbool.h>

/* Opening and replacing the bot's index; bot.h has what keeps it up to the database. */

/* Sets the bot's index: the kept one, brought up to the database, or else a new one. Where a loop
 * is served and there are many facts, that is built in the background: the bot is then loading, its
 * index empty until it is there. False with the reason if the database cannot be read. */
bool bot_index_open(struct bot *bot, struct error *err);

/* Builds a new index, in the background if there is one. If that fails, bot_tick() asks for it
 * again. */
void bot_index_rebuild(struct bot *bot);

/* The draft of that number has just been decided by this bot: it is not quoted any more. */
void bot_drop_quotable(struct bot *bot, int64_t number);

#endif
