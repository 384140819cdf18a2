#ifndef TONLE_PEOPLE_CTCP_H
#define TONLE_PEOPLE_CTCP_H

#include "base/timestamp.h"
#include "wire/event.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * CTCP requests answered sparingly (modern.ircdocs.horse/ctcp): VERSION and PING, only when
 * somebody asks us privately, at most 3 at once and one more every 20 s per network, so that they
 * cannot be used to flood us off or to drown out answers. Pure.
 */
struct ctcp {
	int64_t credit_ms, last_ms; /* a token bucket counted in milliseconds */
	bool started;               /* starts as {0}: a full bucket */
};

/*
 * The text of the NOTICE to send back to e->nick, with its \x01, written to out (size bytes, 256 is
 * ample). False when nothing is to be said: not an EVENT_CTCP, said to a channel, by a server, a
 * bot, ourselves or replayed history, another request, or too many of them.
 * own_nick: presence_nick(). Send it with
 * outbox_say(out, URGENCY_BULK, "NOTICE", e->nick, text, "").
 */
bool ctcp_answer(struct ctcp *ctcp, const struct event *e, const char *own_nick,
	struct timestamp now, char *out, size_t size);

#endif
