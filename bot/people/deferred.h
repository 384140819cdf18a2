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
 * Lines that wait until their sender's account is known: WHOIS is sent, and the line comes back
 * with the account; after 10 s without an answer, without one. One line for each person, sixteen in
 * all. Pure. Starts as {0}; one for each network.
 *
 * WHOIS must give the same user@host as the line: otherwise somebody could send a line, release the
 * nick, and have the line judged by the account of whoever takes the nick next.
 */
enum { DEFERRED_MOST = 16, DEFERRED_MS = 10 * 1000 };

struct deferred {
	struct deferred_line {
		struct event event; /* with strings of its own */
		int64_t since_ms;
		bool used, same; /* holds a line; WHOIS gave the same user@host */
		char account[128];
	} lines[DEFERRED_MOST];
	struct deferred_line given; /* last returned by deferred_hear() */
};

/* Stores a copy of the event and queues WHOIS. False if a line of that person waits already, too
 * many wait, or WHOIS cannot be queued. */
bool deferred_add(struct deferred *d, const struct event *e, enum casemap map, struct timestamp now,
	struct outbox *out);

/* Takes every event: answers to WHOIS (311, 330, 318), NICK and QUIT. Returns the line whose WHOIS
 * is complete, with event.account filled in ("" for none), valid until the next call; else NULL. */
const struct event *deferred_hear(struct deferred *d, const struct event *e, enum casemap map);

/* A line whose WHOIS has not ended in time, with event.account "", valid until the next call; NULL
 * if there is none. *wait becomes the milliseconds until there may be one, -1 for never. */
const struct event *deferred_expired(struct deferred *d, struct timestamp now, int64_t *wait);

void deferred_free(struct deferred *d);

#endif
