#ifndef TONLE_WIRE_LINK_H
#define TONLE_WIRE_LINK_H

#include "base/error.h"
#include "base/timestamp.h"
#include "wire/transport.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * One connection as lines in and bytes out, over any transport: frames what comes, keeps what could
 * not be written yet. Never blocks.
 */
struct link;

enum {
	LINK_TURN_LINES = 64, /* so much in one turn, then the other networks have theirs */
	LINK_TURN_BYTES = 64 * 1024,
	LINK_UNSENT_MOST = 64 * 1024, /* the far end does not read: broken */
	LINK_STUCK_MS = 120 * 1000    /* nothing could be written for so long: broken */
};

/* Over the transport, which it owns from now on. The caller frees with link_free(): it closes. */
struct link *link_new(struct transport *transport);
void link_free(struct link *l);

/* The transport, to open it and to poll it. */
struct transport *link_transport(const struct link *l);

enum link_result {
	LINK_LINE,   /* *line[0..*length), NUL-terminated and writable, until the next link_ call */
	LINK_AGAIN,  /* nothing more now */
	LINK_ENOUGH, /* there may be more, but this turn has had its share */
	LINK_BROKEN  /* closed or failed: why says which; nothing more will come */
};

/* The next line. new_turn: the share begins anew. What stands behind the last LF when the stream
 * ends is thrown away: it may be half a line. */
enum link_result link_read(
	struct link *l, bool new_turn, char **line, size_t *length, struct error *err);

/* Bytes received and lines thrown away as too long, since link_new(). */
uint64_t link_received(const struct link *l);
uint64_t link_too_long(const struct link *l);

/* Adds bytes to what is to be written. */
void link_put(struct link *l, const char *bytes, size_t length, struct timestamp now);

/* Writes as much as goes. False, with the reason, when the transport failed, nothing could be
 * written for LINK_STUCK_MS, or more than LINK_UNSENT_MOST was put. */
bool link_write(struct link *l, struct timestamp now, struct error *err);

/* How many bytes wait to be written. */
size_t link_unsent(const struct link *l);

#endif
