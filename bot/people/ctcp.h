#ifndef TONLE_PEOPLE_CTCP_H
#define TONLE_PEOPLE_CTCP_H

#include "base/timestamp.h"
#include "wire/event.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Rate-limited answers to CTCP (modern.ircdocs.horse/ctcp): VERSION and PING, in private only. On
 * each network at most 3 are answered at once, and one more every 20 s, so that nobody can use them
 * to get us disconnected for flooding or to delay answers. Pure.
 */
struct ctcp {
	int64_t credit_ms, last_ms; /* a token bucket in milliseconds */
	bool started;               /* starts as {0}: a full bucket */
};

/* Writes the text of the NOTICE to send to e->nick, with its \x01, to out (size bytes; 256
 * suffice). False if there is nothing to send: e is not an EVENT_CTCP, was sent to a channel or by
 * a server, a bot or ourselves, is history or another request, or there are too many. */
bool ctcp_answer(struct ctcp *ctcp, const struct event *e, const char *own_nick,
	struct timestamp now, char *out, size_t size);

#endif
