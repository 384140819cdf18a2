#ifndef TONLE_BOT_H
#define TONLE_BOT_H

#include "ask/answer.h"
#include "ask/index.h"
#include "ask/reply.h"
#include "base/error.h"
#include "base/timestamp.h"
#include "config/config.h"
#include "keep/store.h"
#include "net/network.h"
#include "people/ctcp.h"
#include "people/deferred.h"
#include "people/limit.h"
#include "people/roster.h"
#include "talk/ambient.h"
#include "talk/context.h"
#include "talk/followup.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Working space for the line being handled, too large for the stack. Lines are handled one at a
 * time, so each member has one user at a time; none keeps its value for the next line.
 */
struct scratch {
	struct answer answer;         /* respond.c: the answer to the line */
	struct reply reply;           /* respond.c: the reply to it, also a verb's `out` */
	char followup[FOLLOWUP_TEXT]; /* respond.c: the completed question, borrowed by answer */
	struct answer probe;          /* verbs: how some other text would be answered */
	struct reply line;            /* verbs: a reply composed apart from `out` */
};

/*
 * The assembled parts: the fact base, its index, and what is remembered of people. One bot serves
 * all networks, the terminal and the command line.
 */
struct bot {
	struct store *store;
	struct index *index;
	bool read_only;              /* the database cannot be written: nothing is journalled */
	const struct config *config; /* borrowed; NULL before bot_configure */
	int64_t messages;            /* left for people and not yet delivered: verbs/tell.h */
	void (*reload)(void);        /* rereads the configuration after this line; NULL: cannot */
	bool terminal;               /* lines come from the terminal: their sender is the owner */
	struct scratch scratch;
	struct memory memory;
	struct limit limit;
	struct ambient ambient;
	struct bot_network { /* what is kept for each network, found by its name */
		char *name;
		struct network *network; /* to speak on; NULL before it was first heard */
		struct ctcp ctcp;
		struct roster *roster;
		struct deferred deferred;
	} * networks;
	size_t network_count, network_room;
	size_t quarantined; /* patterns of the index that are known to have hit a limit */
	uint64_t drawn;     /* for bot_draw */
	bool quiz_awake;    /* open quizzes were looked for after the start */
	int64_t next_quiz_ms, next_reminder_ms; /* when their timers look again */
	int64_t next_look_ms; /* when to look whether another process changed the database */
};

/* Opens the database (read only if it must be) and builds the index. NULL with the reason.
 * The caller frees it with bot_free. */
struct bot *bot_new(const char *database, struct error *err);
void bot_free(struct bot *bot);

/* Builds a new index and swaps it for the old one, whole; on failure the old one stays and why says
 * so. Nothing may be held of the old index. */
bool bot_refresh(struct bot *bot, struct error *err);

/* Takes in one fact that this process has changed; as bot_refresh, but in a millisecond. */
bool bot_refresh_fact(struct bot *bot, const char *id, struct error *err);

/* Takes the configuration, which must outlive the bot or the next one, and puts its roles into the
 * database. False with the reason if they cannot be written; they are then as they were. */
bool bot_configure(
	struct bot *bot, const struct config *config, struct timestamp now, struct error *err);

/* Looks at most once a second whether another process has changed the database, and refreshes then.
 * Returns milliseconds until it wants to be called again. */
int64_t bot_tick(struct bot *bot, struct timestamp now);

/* What is kept for the network of that name; made when first asked for. The name is copied. */
struct bot_network *bot_network(struct bot *bot, const char *name);

/* A number by chance, for games: which fact, which question. It follows from the moment and from
 * what was drawn before, so that a scripted clock draws the same. */
uint64_t bot_draw(struct bot *bot, struct timestamp now);

/* The network of that name is gone: nothing is said there any more. */
void bot_forget_network(struct bot *bot, const char *name);

/*
 * Says a line on any network, outside the reply to the line in hand: to somebody else, to a log
 * channel, when a timer has run out. command: "PRIVMSG" or "NOTICE". False if the network has not
 * been heard of or too many lines wait; nobody is told then.
 */
bool bot_say(struct bot *bot, const char *network, const char *command, const char *target,
	const char *text);

/* Tells it, by NOTICE, in every log channel (`log: true` in the configuration) of every network:
 * edits, suggestions, quarantines, role changes. */
void bot_announce(struct bot *bot, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
