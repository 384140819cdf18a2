#ifndef TONLE_WIRE_DIAL_H
#define TONLE_WIRE_DIAL_H

#include "base/error.h"
#include "base/timestamp.h"

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * From a host name to a connected TCP socket, without ever blocking: the look-up runs in a thread
 * of its own (getaddrinfo cannot be interrupted), then the addresses are tried staggered, IPv6
 * and IPv4 in turn (RFC 8305 in short: a new attempt every 250 ms or when one fails, three at once
 * at most; the first to connect wins).
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

/* Begins. A literal address needs no thread. Never NULL: what fails is told by dial_step().
 * The caller frees, at any time: a look-up still running is left to end by itself. */
struct dial *dial_new(const char *host, int port, struct timestamp now);
void dial_free(struct dial *d);

/* What to wait for, into fds (room for DIAL_POLL_MAX); returns how many. */
size_t dial_poll(const struct dial *d, struct pollfd *fds);

enum dial_result { DIAL_AGAIN, DIAL_CONNECTED, DIAL_FAILED };

/*
 * Goes on, whatever became ready. DIAL_CONNECTED: *fd is a connected, non-blocking, close-on-exec
 * socket with keep-alive and without Nagle's delay, the caller's from now on. DIAL_FAILED: why
 * names host, port and the last error. After that only dial_free() may be called. After
 * DIAL_CONNECTED dial_step() may be called again, when the address that answered turns out not to
 * serve, if dial_has_more(): it goes on with those left, those that were being tried beside it
 * included.
 */
enum dial_result dial_step(struct dial *d, struct timestamp now, int *fd, struct error *err);

/* Whether there are addresses left to try. */
bool dial_has_more(const struct dial *d);

/* Milliseconds until dial_step() should be called even if nothing is ready. */
int64_t dial_wait_ms(const struct dial *d, struct timestamp now);

#endif
