#ifndef TONLE_VERBS_COMMAND_H
#define TONLE_VERBS_COMMAND_H

#include "bot.h"
#include "people/roles.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Carrying out commands. The verbs are rows of one table (verbs/table.c), which says of each who
 * may say it, where, with how many words, what it does and how it is helped with; IRC, the terminal
 * and `help` all read that table. What a row demands is checked here, before its handler is called.
 */

/* Who asks, and where. place is the channel, or the person's nick in private. All borrowed for the
 * one call; absent strings are "". */
struct asker {
	const char *network, *place, *nick;
	const char *channel;     /* NULL in private */
	const char *user, *host; /* "" at the terminal */
	const char *account;     /* services account; "" if none is known */
	const char *msgid;       /* of the line in hand */
	enum role role;
	enum casemap casemap; /* of the network */
	size_t room;          /* bytes of text that fit into one line of the reply */
	bool whole; /* all lines of the reply are said at once: nothing waits for `more` */
	struct timestamp now;
};

/* How the lines of a reply are to be said. */
enum manner {
	MANNER_ANSWER,  /* in the place where it was asked */
	MANNER_ALL,     /* as an answer, but up to three lines at once */
	MANNER_NOTICE,  /* by NOTICE to the asker: help and lists */
	MANNER_REFUSED, /* the same: it was not done, and why */
	MANNER_PASS     /* not at all: the words are no command after all but a question */
};

/*
 * Whether a line is a command, for request_read(): its first word is a verb and the words behind it
 * fit; a verb alone always is (one that needs words is then explained). opened: it began with '!',
 * so that too few words, or such as a question might begin with ("!who is Hun Sen"), are a command
 * too; too many are not, since other bots listen to '!' as well.
 */
bool command_is_verb(const char *verb, const char *arguments, bool opened);

/* The least role that it takes to say so; ROLE_EVERYONE for what is no verb. */
enum role command_role(const char *verb, const char *arguments);

/* Carries it out: the reply's lines go to out, and the manner is returned. Refuses, with one line
 * that says why, who may not, a wrong place, too few or too many words, and writing to a fact base
 * that cannot be written. An unknown verb gives no line. */
enum manner command_run(struct bot *bot, const struct asker *asker, const char *verb,
	const char *arguments, struct reply *out);

#endif
