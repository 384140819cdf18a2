#ifndef TONLE_PEOPLE_UNFINISHED_H
#define TONLE_PEOPLE_UNFINISHED_H

#include "base/timestamp.h"
#include "base/casemap.h"
#include "wire/event.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Lines that go on in their sender's next one: our address alone ("tonle:"), and a question that
 * their client cut because it was too long for a line. Pure. Starts as {0}; one for each network.
 */
enum {
	UNFINISHED_MOST = 8,
	UNFINISHED_CALL_MS = 30 * 1000, /* for what follows an address alone */
	UNFINISHED_CUT_MS = 1500, /* a client sends the parts at once; servers may space them */
	UNFINISHED_LONG = 350,    /* bytes: clients cut at 400 or so */
	UNFINISHED_TEXT = 1200    /* bytes of a question put together */
};

struct unfinished {
	struct unfinished_line {
		struct event event; /* with strings of its own */
		char account[128];
		int64_t since_ms;
		bool used, is_call;
	} lines[UNFINISHED_MOST];
	struct unfinished_line given; /* last returned by unfinished_due() */
	struct event joined;          /* last returned by unfinished_join(); borrows from its e */
	char text[UNFINISHED_TEXT];   /* of it */
	bool joins_call;              /* it follows an address alone */
};

/* Whether the text may have been cut: long, without an end. */
bool unfinished_is_cut(const char *text);

/* Keeps a copy of the line. is_call: an address alone. Beyond UNFINISHED_MOST nothing is kept:
 * false; the line is then to be handled as it is. */
bool unfinished_add(
	struct unfinished *u, const struct event *e, bool is_call, struct timestamp now);

/* A line by somebody of whom one is kept, said to the same channel or to us, with that put before
 * it; valid until the next call. NULL if there is none. */
const struct event *unfinished_join(
	struct unfinished *u, const struct event *e, enum casemap map, struct timestamp now);

/* A line that was cut, but not continued in time, valid until the next call; NULL if there is none.
 * *wait becomes the milliseconds until there may be one, -1 for never. */
const struct event *unfinished_due(struct unfinished *u, struct timestamp now, int64_t *wait);

void unfinished_free(struct unfinished *u);

#endif
