#ifndef TONLE_DEMO_TERMINAL_INNER_H
#define TONLE_DEMO_TERMINAL_INNER_H

#include "demo/terminal.h"
#include "people/limit.h"
#include "wire/line.h"

#include <stdint.h>

/* What terminal.c and terminal_input.c share. */
enum {
	WIRE_LINE = 510,   /* RFC 1459 2.3: 512 with CR LF */
	ANSWER_MS = 10000, /* the longest wait for an answer */
	LULL_MS = 60,      /* of silence after an answer, which may have a second line */
	/* a little slower than the bot's limit for one person */
	PACE_MS = LIMIT_INTERVAL_MS + 100,
	PACE_AHEAD_MS = (LIMIT_BURST - 1) * PACE_MS,
	CLEAN_MAX = 2 * LINE_BODY_MAX + 1, /* Latin-1 doubles when it becomes UTF-8 */
};

struct terminal {
	const struct terminal_place *place;
	char nick[64]; /* as the server knows us */
	size_t prefix; /* bytes of our nick!user@host */
	int socket, wake;
	bool interactive; /* standard input is a terminal */
	struct framer network, typed;
	bool typed_ended;
	enum { ENTERING, READY, ASKED, RESTING } phase; /* the latter two only from a pipe */
	int64_t paid_until; /* the questions asked so far use up the limit until then */
	int64_t due;        /* when the phase ends; not in READY */
	bool told_of_pace, over;
	int unaddressed; /* lines in a row that nobody was meant to answer; < 0: the hint was given
			  */
	char mask[80];   /* *!user@host of ours */
};

/* Sends a line of a word and the rest. */
void terminal_send(struct terminal *c, const char *word, const char *rest);

/* Sends PRIVMSG, cut to what others can receive: the server prepends ":prefix ". */
void terminal_say(struct terminal *c, const char *target, const char *before, const char *text,
	const char *after);

/* A line typed at a terminal. */
void terminal_type(struct terminal *c, char *text);

/* Whether the bot takes the line as meant for it. */
bool terminal_addresses(const struct terminal *c, const char *text);

#endif
