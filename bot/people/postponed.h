#ifndef TONLE_PEOPLE_POSTPONED_H
#define TONLE_PEOPLE_POSTPONED_H

#include "base/timestamp.h"
#include "base/casemap.h"
#include "wire/event.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Holds lines that cannot be handled while another process has the database locked. Returns them in
 * order when it is free, or after POSTPONED_MS. Pure. Starts as {0}; one for each network.
 */
enum { POSTPONED_MOST = 16, POSTPONED_MS = 2000, POSTPONED_LOOK_MS = 20 };

struct postponed {
	struct postponed_line {
		struct event event; /* with its own strings */
		char account[128];
		int64_t since_ms;
	} lines[POSTPONED_MOST];
	size_t count;
	struct postponed_line given; /* last returned by postponed_due() */
};

/* Keeps a copy of the line, with its sender's account. False if there are too many. */
bool postponed_add(
	struct postponed *p, const struct event *e, const char *account, struct timestamp now);

/* Whether a line of that person is waiting; their next one must wait, too. */
bool postponed_has(const struct postponed *p, const char *nick, enum casemap map);

/* The first line if it is due, valid until the next call; NULL if none is. Sets *wait to the
 * milliseconds until there may be one, -1 for never. */
const struct event *postponed_due(
	struct postponed *p, bool locked, struct timestamp now, int64_t *wait);

void postponed_free(struct postponed *p);

#endif
