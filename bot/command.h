#ifndef TONLE_COMMAND_H
#define TONLE_COMMAND_H

#include "bot.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The verbs: one table (command.c) says of each what it takes, what it does and how it is helped
 * with; IRC, the terminal and `help` all read that table.
 */

/* Who asks, and where. place is the channel, or the person's nick in private. */
struct asker {
	const char *network, *place, *nick;
	size_t room; /* bytes of text that fit into one line of the reply */
	struct moment now;
};

/* How the lines of a reply are to be said. */
enum manner {
	MANNER_ANSWER, /* in the place where it was asked */
	MANNER_NOTICE  /* by NOTICE to the asker: help, lists and errors */
};

/* Whether a verb with that many words behind it is a command, for request_read(). */
bool command_is_verb(const char *verb, size_t words);

/* Carries it out: the reply's lines go to out, and the manner is returned. */
enum manner command_run(struct bot *bot, const struct asker *asker, const char *verb,
	const char *arguments, struct reply *out);

#endif
