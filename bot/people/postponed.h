#ifndef TONLE_PEOPLE_POSTPONED_H
#define TONLE_PEOPLE_POSTPONED_H

#include "base/timestamp.h"
#include "base/casemap.h"
#include "wire/event.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Lines that cannot be handled while another process has the database locked. They come back in
 * their order when it is free, or after POSTPONED_MS. Pure. Starts as {0}; one for each network.
 */
enum { POSTPONED_MOST = 16, POSTPONED_MS = 2000, POSTPONED_LOOK_MS = 20 };

struct postponed {
	struct postponed_line {
		struct event event; /* with strings of its own */
		char account[128];
		int64_t since_ms;
	} lines[POSTPONED_MOST];
	size_t count;
	struct postponed_line given; /* last returned by postponed_due() */
};

/* Keeps a copy of the line, with its sender's account. False if there are too many. */
bool postponed_add(
	struct postponed *p, const struct event *e, const char *account, struct timestamp now);

/* Whether a line of that person waits: their next one waits, too. */
bool postponed_has(const struct postponed *p, const char *nick, enum casemap map);

/* The first line if its time has come, valid until the next call; NULL if there is none. *wait
 * becomes the milliseconds until there may be one, -1 for never. */
const struct event *postponed_due(
	struct postponed *p, bool locked, struct timestamp now, int64_t *wait);

void postponed_free(struct postponed *p);

#endif
