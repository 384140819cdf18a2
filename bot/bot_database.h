#ifndef TONLE_BOT_DATABASE_H
#define TONLE_BOT_DATABASE_H

#include "bot.h"

/* What may happen to the database while the bot runs. */

/*
 * Looks, once a second, whether the database's file is still there: one that was deleted or
 * replaced is told in the log and to the log channels, and nothing is saved until the file of that
 * name is sound (pages, chain of revisions, what is served), which is then opened. At the start and
 * once a day the head of the chain is logged, and a bot that serves checks the whole in the
 * background (store_is_sound, store_audit) and says what is wrong. A wall clock that was set is
 * told, and times in the database that end something (quiz questions, roles, mutes) are moved with
 * it.
 */
void bot_database_tick(struct bot *bot, struct timestamp now);

#endif
