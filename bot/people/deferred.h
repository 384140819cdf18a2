#ifndef TONLE_PEOPLE_DEFERRED_H
#define TONLE_PEOPLE_DEFERRED_H

#include "base/timestamp.h"
#include "base/casemap.h"
#include "wire/event.h"
#include "wire/outbox.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Holds lines until their sender's account is known. Sends WHOIS and returns the line with the
 * account, or without one if 10 s pass without an answer. Holds one line for each person, sixteen
 * in all. Pure. Starts as {0}; one for each network.
 *
 * WHOIS must give the same user@host as the line. Otherwise a person could send a line, give up the
 * nick, and get the role of whoever takes the nick next.
 */
enum { DEFERRED_MOST = 16, DEFERRED_MS = 10 * 1000 };

struct deferred {
	struct deferred_line {
		struct event event; /* with its own strings */
		int64_t since_ms;
		bool used, same; /* holds a line; WHOIS gave the same user@host */
		char account[128];
	} lines[DEFERRED_MOST];
	struct deferred_line given; /* last returned by deferred_handle() */
};

/* Stores a copy of the event and queues WHOIS. False if a line of that person is waiting already,
 * too many are, or WHOIS cannot be queued. */
bool deferred_add(struct deferred *d, const struct event *e, enum casemap map, struct timestamp now,
	struct outbox *out);

/* Takes every event: answers to WHOIS (311, 330, 318), NICK and QUIT. Returns the line whose WHOIS
 * is complete, with event.account filled in ("" for none), valid until the next call; else NULL. */
const struct event *deferred_handle(struct deferred *d, const struct event *e, enum casemap map);

/* A line whose WHOIS was not answered in time, with event.account "", valid until the next call;
 * NULL if there is none. Sets *wait to the milliseconds until there may be one, -1 for never. */
const struct event *deferred_expired(struct deferred *d, struct timestamp now, int64_t *wait);

void deferred_free(struct deferred *d);

#endif
