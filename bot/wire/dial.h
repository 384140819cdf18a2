#ifndef TONLE_WIRE_DIAL_H
#define TONLE_WIRE_DIAL_H

#include "base/error.h"
#include "base/timestamp.h"

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * From a host name to a connected TCP socket, without blocking: the look-up runs in its own thread
 * (getaddrinfo cannot be interrupted), then the addresses are tried staggered, IPv6 and IPv4 in
 * turn (RFC 8305: a new attempt every 250 ms or when one fails, at most three at once; the first to
 * connect wins).
 */
struct dial;

enum {
	DIAL_RESOLVE_MS = 15 * 1000, /* for the look-up */
	DIAL_ATTEMPT_MS = 10 * 1000, /* for one address */
	DIAL_ALL_MS = 30 * 1000,     /* for all of them */
	DIAL_STAGGER_MS = 250,
	DIAL_AT_ONCE = 3,
	DIAL_POLL_MAX = DIAL_AT_ONCE + 1
};

/* Starts; a literal address needs no thread. Never NULL: dial_step() reports failures. The caller
 * frees, at any time: a look-up still running ends by itself. */
struct dial *dial_new(const char *host, int port, struct timestamp now);
void dial_free(struct dial *d);

/* Writes the descriptors to wait for to fds (room for DIAL_POLL_MAX); returns how many. */
size_t dial_poll(const struct dial *d, struct pollfd *fds);

enum dial_result { DIAL_AGAIN, DIAL_CONNECTED, DIAL_FAILED };

/*
 * Makes progress. Call it whichever descriptor became ready, and after dial_wait_ms().
 * DIAL_CONNECTED: *fd is a connected, non-blocking, close-on-exec socket with keep-alive and
 * without Nagle's delay, owned by the caller. If that address turns out to be useless and
 * dial_has_more(), call dial_step() again: it tries the remaining addresses, including those whose
 * attempts were still under way. DIAL_FAILED: the error names host, port and the last reason; only
 * dial_free() may follow.
 */
enum dial_result dial_step(struct dial *d, struct timestamp now, int *fd, struct error *err);

/* Whether there are addresses left to try. */
bool dial_has_more(const struct dial *d);

/* Milliseconds after which to call dial_step() even if nothing is ready. */
int64_t dial_wait_ms(const struct dial *d, struct timestamp now);

#endif
