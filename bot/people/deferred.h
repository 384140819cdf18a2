#ifndef TONLE_PEOPLE_DEFERRED_H
#define TONLE_PEOPLE_DEFERRED_H

#include "base/timestamp.h"
#include "wire/casemap.h"
#include "wire/event.h"
#include "wire/outbox.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Lines that must wait until it is known who said them: a WHOIS is asked, and the line comes back
 * with the account that it named. One line a person, sixteen in all, for a quarter of a minute.
 * Pure. Starts as {0}; one a network.
 *
 * The WHOIS must name the same user@host as the line: else somebody could say something, let go of
 * the nick, and have it judged by the account of whoever takes the nick next.
 */
enum { DEFERRED_MOST = 16, DEFERRED_MS = 15 * 1000 };

struct deferred {
	struct deferred_line {
		struct event event; /* with strings of its own */
		int64_t since_ms;
		bool used, same; /* holds a line; WHOIS named the same user@host */
		char account[128];
	} lines[DEFERRED_MOST];
	struct deferred_line given; /* what deferred_hear() gave last */
};

/* Keeps a copy of the event and queues WHOIS. False if one of that person's waits already, too many
 * do, or WHOIS cannot be queued. */
bool deferred_add(struct deferred *p, const struct event *e, enum casemap map, struct timestamp now,
	struct outbox *out);

/* Hears WHOIS's answers (311, 330, 318), and who changes nick or leaves. Gives the line whose
 * WHOIS has ended, with event.account filled in ("" for none), until the next call; else NULL. */
const struct event *deferred_hear(
	struct deferred *p, const struct event *e, enum casemap map, struct timestamp now);

void deferred_free(struct deferred *p);

#endif
