#ifndef TONLE_PEOPLE_UNFINISHED_H
#define TONLE_PEOPLE_UNFINISHED_H

#include "base/timestamp.h"
#include "base/casemap.h"
#include "wire/event.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Holds lines that continue in their sender's next line: our address alone ("tonle:"), and
 * questions that a client split because they were too long for one line. Pure. Starts as {0}; one
 * for each network.
 */
enum {
	UNFINISHED_MOST = 8,
	UNFINISHED_CALL_MS = 30 * 1000, /* to wait for a line after an address alone */
	UNFINISHED_CUT_MS = 1500, /* a client sends the parts together; servers may delay them */
	UNFINISHED_LONG = 350,    /* bytes: clients split at about 400 */
	UNFINISHED_TEXT = 1200    /* bytes of a joined question */
};

struct unfinished {
	struct unfinished_line {
		struct event event; /* with its own strings */
		char account[128];
		int64_t since_ms;
		bool used, is_call;
	} lines[UNFINISHED_MOST];
	struct unfinished_line given; /* last returned by unfinished_due() */
	struct event joined;          /* last returned by unfinished_join(); borrows from its e */
	char text[UNFINISHED_TEXT];   /* of it */
	bool joins_call;              /* the first part was an address alone */
};

/* Whether the text may have been split: it is long and has no end of a sentence. */
bool unfinished_is_cut(const char *text);

/* Keeps a copy of the line. is_call: it is an address alone. False, with nothing kept, if
 * UNFINISHED_MOST are kept already; handle the line as it is then. */
bool unfinished_add(
	struct unfinished *u, const struct event *e, bool is_call, struct timestamp now);

/* If a line of e's sender to the same target is kept, returns e with that line before its text,
 * valid until the next call. Otherwise NULL. */
const struct event *unfinished_join(
	struct unfinished *u, const struct event *e, enum casemap map, struct timestamp now);

/* A split line that was not continued in time, valid until the next call; NULL if there is none.
 * Sets *wait to the milliseconds until there may be one, -1 for never. */
const struct event *unfinished_due(struct unfinished *u, struct timestamp now, int64_t *wait);

void unfinished_free(struct unfinished *u);

#endif
