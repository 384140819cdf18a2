#ifndef TONLE_LEARN_CARDS_H
#define TONLE_LEARN_CARDS_H

#include "bot.h"
#include "verbs/command.h"

#include <stdbool.h>

/*
 * Flash cards in private: a card is a fact, its next day is told by SM-2 (study/schedule.h). All of
 * it is kept in the tables card and learner, by services account, or by network and nick where
 * there is none. Its verbs are in the table of verbs.
 */
enum {
	CARDS_FRESH = 10, /* new cards in one sitting */
	CARDS_MOST = 2000 /* of one learner */
};

/* A line that was said to us in private and is no command: the answer to an open card, or a grade
 * (again, hard, good, easy)? Then the reply is written to out and *manner says how it is said. */
bool cards_heard(struct bot *bot, const struct asker *asker, const char *text, enum manner *manner,
	struct reply *out);

/* `hint` and `skip` in private. */
enum manner cards_hint(struct bot *bot, const struct asker *asker, struct reply *out);
enum manner cards_skip(struct bot *bot, const struct asker *asker, struct reply *out);

#endif
