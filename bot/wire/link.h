#ifndef TONLE_WIRE_LINK_H
#define TONLE_WIRE_LINK_H

#include "base/error.h"
#include "base/timestamp.h"
#include "wire/transport.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * One connection over any transport: reads lines, writes bytes, and buffers what could not be
 * written yet. Never blocks.
 */
struct link;

enum {
	LINK_TURN_LINES =
		64, /* the most that is read in one turn, so that the other networks get theirs */
	LINK_TURN_BYTES = 64 * 1024,
	LINK_UNSENT_MOST = 64 * 1024, /* more unsent bytes: the other end does not read */
	LINK_STUCK_MS = 120 * 1000    /* nothing could be written for so long: the same */
};

/* Takes ownership of the transport. The caller frees with link_free(), which closes it. */
struct link *link_new(struct transport *transport);
void link_free(struct link *l);

/* The transport, owned by the link. */
struct transport *link_transport(const struct link *l);

enum link_result {
	LINK_LINE,   /* *line[0..*length), NUL-terminated and writable, until link_read() reads more
		      */
	LINK_AGAIN,  /* nothing more now */
	LINK_ENOUGH, /* there may be more, but not in this turn */
	LINK_BROKEN  /* closed or failed, see the error; nothing more will come */
};

/* Reads the next line. new_turn: starts a new turn, with a new limit. Bytes after the last LF of
 * the stream are dropped, since they may be half a line. */
enum link_result link_read(
	struct link *l, bool new_turn, char **line, size_t *length, struct error *err);

/* Whether the next link_read() has a line without reading more. */
bool link_waits(const struct link *l);

/* Lines dropped as too long, since link_new(). */
uint64_t link_too_long(const struct link *l);

/* Queues bytes for writing. */
void link_put(struct link *l, const char *bytes, size_t length, struct timestamp now);

/* Writes as much as possible. False with the error if the transport failed, nothing could be
 * written for LINK_STUCK_MS, or more than LINK_UNSENT_MOST was queued. */
bool link_write(struct link *l, struct timestamp now, struct error *err);

/* Bytes that wait to be written. */
size_t link_unsent(const struct link *l);

#endif
