#ifndef TONLE_VERBS_TELL_H
#define TONLE_VERBS_TELL_H

#include "bot.h"
#include "keep/store_people.h"
#include "verbs/command.h"

#include <stdbool.h>

/*
 * Messages left for people. A message is delivered at once if its recipient is present. Otherwise
 * it stays in the database, across restarts, until they next say something and the server has
 * accepted it. Only the recipient gets it. People are recognised by their services account or, if
 * they had none, by nick and host together; never by the nick alone.
 */

/* The asker as a recipient. Borrowed from the asker. */
struct someone tell_asker(const struct asker *asker);

/* Leaves a message. False with the reason if it cannot be kept. */
bool tell_later(struct bot *bot, const struct someone *to, const char *text, struct timestamp now,
	struct error *err);

/* Leaves a message for the author of a revision: an account, or nick!user@host if they had none.
 * Does nothing for imports and the terminal (network ""); a failure is logged. */
void tell_author(struct bot *bot, const char *network, const char *author, struct timestamp now,
	const char *format, ...) __attribute__((format(printf, 5, 6)));

/* Delivers messages for people who are present; call it after messages were left by other means
 * than tell_later. */
void tell_present(struct bot *bot, struct timestamp now);

/* Reads who has messages waiting, if that is not in memory. */
void tell_read(struct bot *bot);

/* Whether a message may be waiting for a person who has just spoken. Uses a list in memory, since
 * every line asks this. */
bool tell_waits(struct bot *bot, const struct asker *asker);

/* Delivers up to five messages to a person who has just spoken. */
void tell_speaker(struct bot *bot, const struct asker *asker);

/*
 * Takes every event of the network; map is its casemapping. A message that the server refuses is
 * kept, and logged. It is tried again when its recipient next speaks: in the channel where they
 * asked to be told, if they are there, otherwise ten minutes later at the earliest.
 */
void tell_refused(struct bot *bot, struct bot_network *net, const struct event *e, enum casemap map,
	struct timestamp now);

/* Deletes messages that were sent a while ago and not refused. Returns the milliseconds until it
 * has something to do, -1 if it has nothing. */
int64_t tell_tick(struct bot *bot, struct timestamp now);

#endif
