#include "wire/transport.h"

#include "base/arena.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int open_at_once(struct transport *t, struct error *err)
{
	(void)t, (void)err;
	return 0;
}

/* --- plain TCP -------------------------------------------------------------------------------- */

/* The result for a failed recv() or send(). */
static int explain_socket(struct error *err)
{
	if (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)
		return TRANSPORT_AGAIN;
	error_set(err, "%s", strerror(errno));
	return TRANSPORT_FAILED;
}

static ssize_t plain_read(struct transport *t, char *into, size_t size, struct error *err)
{
	ssize_t got = recv(t->fd, into, size, 0);

	return got >= 0 ? got : explain_socket(err);
}

static ssize_t plain_write(struct transport *t, const char *bytes, size_t size, struct error *err)
{
	ssize_t put = send(t->fd, bytes, size, MSG_NOSIGNAL);

	return put >= 0 ? put : explain_socket(err);
}

static short plain_wants(const struct transport *t, bool output)
{
	(void)t;
	return (short)(output ? POLLIN | POLLOUT : POLLIN);
}

static void plain_close(struct transport *t)
{
	close(t->fd);
	free(t);
}

static const struct transport_kind plain = {
	.open = open_at_once,
	.read = plain_read,
	.write = plain_write,
	.wants = plain_wants,
	.close = plain_close,
};

struct transport *transport_plain(int fd)
{
	struct transport *t = must_alloc(sizeof *t);

	*t = (struct transport){.kind = &plain, .fd = fd};
	return t;
}

/* --- memory ----------------------------------------------------------------------------------- */

/* Bytes on their way in one direction. */
struct pipe {
	char *bytes;
	size_t begin, end, room;
};

struct memory {
	struct transport head;
	struct pipe in, out;
	bool ended;
};

static void pipe_put(struct pipe *p, const char *bytes, size_t length)
{
	if (p->begin == p->end)
		p->begin = p->end = 0;
	if (p->room - p->end < length) {
		p->room = (p->end + length) * 2;
		p->bytes = must_grow(p->bytes, p->room);
	}
	if (length > 0)
		memcpy(p->bytes + p->end, bytes, length);
	p->end += length;
}

static size_t pipe_take(struct pipe *p, char *into, size_t size)
{
	size_t length = p->end - p->begin < size ? p->end - p->begin : size;

	if (length > 0)
		memcpy(into, p->bytes + p->begin, length);
	p->begin += length;
	return length;
}

static struct memory *memory_of(struct transport *t)
{
	return (struct memory *)t;
}

static ssize_t memory_read(struct transport *t, char *into, size_t size, struct error *err)
{
	size_t got = pipe_take(&memory_of(t)->in, into, size);

	(void)err;
	return got > 0 || memory_of(t)->ended ? (ssize_t)got : TRANSPORT_AGAIN;
}

static ssize_t memory_write(struct transport *t, const char *bytes, size_t size, struct error *err)
{
	(void)err;
	pipe_put(&memory_of(t)->out, bytes, size);
	return (ssize_t)size;
}

static short memory_wants(const struct transport *t, bool output)
{
	(void)t, (void)output;
	return 0;
}

static void memory_close(struct transport *t)
{
	free(memory_of(t)->in.bytes);
	free(memory_of(t)->out.bytes);
	free(t);
}

static const struct transport_kind memory = {
	.open = open_at_once,
	.read = memory_read,
	.write = memory_write,
	.wants = memory_wants,
	.close = memory_close,
};

struct transport *transport_memory(void)
{
	struct memory *m = must_alloc(sizeof *m);

	m->head = (struct transport){.kind = &memory, .fd = -1};
	return &m->head;
}

void transport_memory_feed(struct transport *t, const char *bytes, size_t length)
{
	pipe_put(&memory_of(t)->in, bytes, length);
}

void transport_memory_end(struct transport *t)
{
	memory_of(t)->ended = true;
}

size_t transport_memory_fetch(struct transport *t, char *into, size_t size)
{
	return pipe_take(&memory_of(t)->out, into, size);
}
