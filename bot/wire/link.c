#include "wire/link.h"

#include "base/arena.h"
#include "base/secret.h"
#include "wire/line.h"

#include <stdlib.h>
#include <string.h>

struct link {
	struct transport *transport;
	struct framer framer;
	size_t turn_lines, turn_bytes;

	char *unsent;
	size_t length, room;
	int64_t progress_ms; /* when something was last written */
	bool overflowed;
};

struct link *link_new(struct transport *transport)
{
	struct link *l = must_alloc(sizeof *l);

	l->transport = transport;
	return l;
}

void link_free(struct link *l)
{
	if (!l)
		return;
	l->transport->kind->close(l->transport);
	if (l->length > 0)
		secret_wipe(l->unsent, l->length);
	free(l->unsent);
	free(l);
}

struct transport *link_transport(const struct link *l)
{
	return l->transport;
}

enum link_result link_read(
	struct link *l, bool new_turn, char **line, size_t *length, struct error *err)
{
	if (new_turn)
		l->turn_lines = l->turn_bytes = 0;
	if (l->turn_lines == LINK_TURN_LINES)
		return LINK_ENOUGH;
	while ((*line = framer_next(&l->framer, length)) == NULL) {
		size_t room;
		char *into = framer_room(&l->framer, &room);

		if (l->turn_bytes >= LINK_TURN_BYTES)
			return LINK_ENOUGH;
		ssize_t got = l->transport->kind->read(l->transport, into, room, err);
		if (got == TRANSPORT_AGAIN)
			return LINK_AGAIN;
		if (got == 0)
			error_set(err, "the server closed the connection");
		if (got <= 0)
			return LINK_BROKEN;
		framer_added(&l->framer, (size_t)got);
		l->turn_bytes += (size_t)got;
	}
	l->turn_lines++;
	return LINK_LINE;
}

bool link_waits(const struct link *l)
{
	return framer_waits(&l->framer);
}

uint64_t link_too_long(const struct link *l)
{
	return l->framer.too_long;
}

void link_put(struct link *l, const char *bytes, size_t length, struct timestamp now)
{
	if (l->length + length > LINK_UNSENT_MOST) {
		l->overflowed = true;
		return;
	}
	if (l->length + length > l->room) {
		l->room = (l->length + length) * 2;
		l->unsent = must_grow(l->unsent, l->room);
	}
	if (l->length == 0)
		l->progress_ms = now.ms;
	memcpy(l->unsent + l->length, bytes, length);
	l->length += length;
}

bool link_write(struct link *l, struct timestamp now, struct error *err)
{
	while (l->length > 0) {
		ssize_t put = l->transport->kind->write(l->transport, l->unsent, l->length, err);

		if (put == TRANSPORT_FAILED)
			return false;
		if (put <= 0)
			break;
		l->length -= (size_t)put;
		memmove(l->unsent, l->unsent + put, l->length);
		secret_wipe(l->unsent + l->length, (size_t)put); /* it may have been a password */
		l->progress_ms = now.ms;
	}
	if (l->overflowed || (l->length > 0 && now.ms - l->progress_ms >= LINK_STUCK_MS))
		return error_set(err, "the server does not read what we send");
	return true;
}

size_t link_unsent(const struct link *l)
{
	return l->length;
}
