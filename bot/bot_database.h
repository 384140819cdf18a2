#ifndef TONLE_BOT_DATABASE_H
#define TONLE_BOT_DATABASE_H

#include "bot.h"

/*
 * Watches the database file and the wall clock.
 *
 * Once a second: checks that the file is still the one that is open. If it was deleted or replaced,
 * this is reported in the log and the log channels, and nothing is saved until a sound file with
 * that name (pages, chain of revisions, served facts) exists, which is then opened.
 *
 * At the start and once a day: logs the head of the chain. A bot that serves networks also checks
 * the whole database in the background (store_is_sound, store_audit) and reports damage; at the
 * start only if store_examined() says so.
 *
 * When the WAL has become long: moves its pages to the database, in the background
 * (store_defer_checkpoints).
 *
 * When the wall clock was changed: reports it, and moves the times in the database that end
 * something (quiz questions, roles, mutes) by the same amount.
 */
void bot_database_tick(struct bot *bot, struct timestamp now);

/* For a bot that ends as it should: waits for what runs in the background, then notes in the
 * database that it has stopped. After this only bot_free may be called. */
void bot_database_stop(struct bot *bot, struct timestamp now);

#endif
