#ifndef TONLE_VERBS_COMMAND_H
#define TONLE_VERBS_COMMAND_H

#include "bot.h"
#include "people/roles.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Running commands. The verbs are rows of tables (verb.h) that say who may use each, where, with
 * how many words, and what its help is; IRC, the terminal, `help` and the man page all read them.
 * A row's conditions are checked here before its handler is called.
 */

/* The person who asks, and where. Everything is borrowed for one call; absent strings are "". */
struct asker {
	const char *network;
	const char *place;   /* the channel, or in private the nick; folded by the CASEMAPPING, */
	const char *person;  /* and so is this, the nick: what is remembered is found by these */
	const char *nick;    /* of a relayed person: "alice (discobot)" */
	const char *address; /* how a line in the channel addresses them: the nick, or "alice" */
	const char *channel; /* NULL in private */
	const struct config_channel *settings; /* of the channel; NULL in private */
	const char *user, *host;               /* "" at the terminal */
	const char *account;                   /* services account; "" if unknown */
	const char *msgid;                     /* of the current line */
	enum role role;
	enum casemap casemap; /* of the network */
	bool unidentified;    /* the server was asked for the account, and has not answered */
	bool relayed;         /* by a bridge: no role, no account, no NOTICE */
	size_t room;          /* bytes of text that fit on one line of the reply */
	bool whole;           /* send all lines at once: nothing waits for `more` */
	struct timestamp now;
};

/* How a reply's lines are sent. */
enum manner {
	MANNER_ANSWER,  /* where the question was asked */
	MANNER_ALL,     /* as an answer, but up to three lines at once */
	MANNER_NOTICE,  /* by NOTICE to the asker: help and lists */
	MANNER_NOTICES, /* the same, but up to three lines at once */
	MANNER_REFUSED, /* by NOTICE to the asker: the reason why nothing was done */
	MANNER_PASS     /* not sent: the words are a question, not a command */
};

/* Whether the reply goes to the asker alone. */
bool command_is_private(enum manner manner);

/*
 * Whether a line is a command, for request_read(): its first word is a verb and the words after it
 * fit. A verb alone is always a command (one that needs words then gets its usage). opened: the
 * line began with '!', so too few words, or words that might begin a question ("!who is Hun Sen"),
 * are a command too; too many are not, because other bots react to '!' as well.
 */
bool command_is_verb(const char *verb, const char *arguments, bool opened);

/* Whether a command that begins with '!' and no address is meant for us. Services and other bots
 * share some verbs; those are ours only with arguments that are not theirs. */
bool command_is_ours(struct bot *bot, const char *verb, const char *arguments);

/* The lowest role that may use the verb; ROLE_EVERYONE if it is not a verb. */
enum role command_role(const char *verb, const char *arguments);

/* Whether the command writes to the fact base; false if it is not a verb. */
bool command_writes(const char *verb, const char *arguments);

/* Whether the command needs no index; false if it is not a verb. */
bool command_is_bare(const char *verb, const char *arguments);

/* Runs the command: writes the reply's lines to out and returns how to send them. Refuses, in one
 * line with the reason, a role that is too low, a wrong place, too few or too many words, and
 * writing to a read-only fact base. An unknown verb gives no line. */
enum manner command_run(struct bot *bot, const struct asker *asker, const char *verb,
	const char *arguments, struct reply *out);

#endif
