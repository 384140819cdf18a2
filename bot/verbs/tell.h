#ifndef TONLE_VERBS_TELL_H
#define TONLE_VERBS_TELL_H

#include "bot.h"
#include "keep/store_people.h"
#include "verbs/command.h"

#include <stdbool.h>

/*
 * Word left for people: said at once to whoever is known to be there, else kept in the database
 * until they are heard, on any later day and after any restart; to them alone. Who they are is told
 * by their services account, or where they had none by nick and host together; never by the nick
 * alone.
 */

/* The asker, as somebody whom word can be left for. Borrowed from the asker. */
struct someone tell_asker(const struct asker *asker);

/* Leaves word for somebody. False with the reason if it cannot be kept. */
bool tell_later(struct bot *bot, const struct someone *to, const char *text, struct timestamp now,
	struct error *err);

/* Says what waits for those who are there; after something else than tell_later has left word. */
void tell_present(struct bot *bot);

/* Somebody has been heard: says what waits for them, five at a time. Costs nothing while nothing
 * waits for anybody. */
void tell_heard(struct bot *bot, const struct asker *asker);

#endif
