#ifndef TONLE_LEARN_CARDS_H
#define TONLE_LEARN_CARDS_H

#include "bot.h"
#include "verbs/command.h"

#include <stdbool.h>

/*
 * Flash cards in private: a card is a fact, scheduled by FSRS-5 (study/schedule.h). Everything is
 * kept in the tables card and learner, by services account, or by network and nick for people
 * without one. The verbs are in table.c.
 */
enum {
	CARDS_FRESH = 10, /* new cards in one review */
	CARDS_MOST = 2000 /* per learner */
};

/* Handles a private line that is not a command: true if it answered the open card or was a grade
 * (again, hard, good, easy); then the reply is in out and *manner says how to send it. */
bool cards_handle(struct bot *bot, const struct asker *asker, const char *text, enum manner *manner,
	struct reply *out);

/* Records that the asker was answered with the fact, if they want that. */
void cards_answered(struct bot *bot, const struct asker *asker, const struct fact *fact);

/* `hint` and `skip` in private. */
enum manner cards_hint(struct bot *bot, const struct asker *asker, struct reply *out);
enum manner cards_skip(struct bot *bot, const struct asker *asker, struct reply *out);

#endif
