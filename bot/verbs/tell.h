#ifndef TONLE_VERBS_TELL_H
#define TONLE_VERBS_TELL_H

#include "bot.h"
#include "keep/store_people.h"
#include "verbs/command.h"

#include <stdbool.h>

/*
 * Messages left for people: delivered at once to somebody who is present, otherwise kept in the
 * database until they next say something, on any later day and across restarts, and until the
 * server has taken it. Only they get
 * them. People are recognised by their services account, or where they had none by nick and host
 * together; never by the nick alone.
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

/* Delivers what waits for people who are present; call it after messages were left by other means
 * than tell_later. */
void tell_present(struct bot *bot, struct timestamp now);

/* Reads for whom messages wait, if that is not known. */
void tell_read(struct bot *bot);

/* Whether a message may wait for somebody who has just spoken: asked with every line, and so of a
 * list in memory. */
bool tell_waits(struct bot *bot, const struct asker *asker);

/* Delivers up to five messages to somebody who has just spoken. */
void tell_heard(struct bot *bot, const struct asker *asker);

/*
 * Takes every event of the network, under its map. A message that the server refuses is kept, and
 * logged: it is tried again when its reader next speaks, in the channel where they asked to be
 * told, if they are there, else ten minutes later at the earliest.
 */
void tell_refused(struct bot *bot, struct bot_network *kept, const struct event *e,
	enum casemap map, struct timestamp now);

/* Deletes messages that were sent a while ago and not refused. Returns the milliseconds until it
 * has something to do, -1 if nothing. */
int64_t tell_tick(struct bot *bot, struct timestamp now);

#endif
