#include "wire/dial.h"

#include "base/arena.h"
#include "wire/resolve.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { ADDRESSES_MOST = 16 };

struct attempt {
	int fd; /* -1: none */
	const struct addrinfo *address;
	int64_t until_ms;
};

struct dial {
	char *host;
	int port;
	struct resolve *resolve;
	const struct addrinfo *addresses[ADDRESSES_MOST]; /* in the order they are tried */
	size_t count, next;
	struct attempt attempts[DIAL_AT_ONCE];
	int64_t until_ms;    /* for the look-up, then for all attempts */
	int64_t next_try_ms; /* when to start another attempt while some are under way */
	struct error last;   /* why the latest attempt failed */
};

struct dial *dial_new(const char *host, int port, struct timestamp now)
{
	struct dial *d = must_alloc(sizeof *d);

	d->host = must_string(host);
	d->port = port;
	for (size_t i = 0; i < DIAL_AT_ONCE; i++)
		d->attempts[i].fd = -1;
	d->until_ms = now.ms + DIAL_RESOLVE_MS;
	d->resolve = resolve_new(host, port, &d->last);
	return d;
}

static void close_attempt(struct attempt *attempt)
{
	if (attempt->fd >= 0)
		close(attempt->fd);
	attempt->fd = -1;
}

void dial_free(struct dial *d)
{
	if (!d)
		return;
	for (size_t i = 0; i < DIAL_AT_ONCE; i++)
		close_attempt(&d->attempts[i]);
	resolve_free(d->resolve);
	free(d->host);
	free(d);
}

size_t dial_poll(const struct dial *d, struct pollfd *fds)
{
	size_t count = 0;

	if (d->resolve && d->count == 0)
		fds[count++] = (struct pollfd){.fd = resolve_fd(d->resolve), .events = POLLIN};
	for (size_t i = 0; i < DIAL_AT_ONCE; i++)
		if (d->attempts[i].fd >= 0)
			fds[count++] = (struct pollfd){.fd = d->attempts[i].fd, .events = POLLOUT};
	return count;
}

/* The next address of the family or, if !same, of another one, in getaddrinfo's order (RFC
 * 6724). */
static const struct addrinfo *next_of(const struct addrinfo *from, int family, bool same)
{
	while (from && (from->ai_family == family) != same)
		from = from->ai_next;
	return from;
}

/* Lists the addresses of both families alternately, starting with the family of the first one. */
static void interleave(struct dial *d, const struct addrinfo *list)
{
	int family = list->ai_family;
	const struct addrinfo *lists[2] = {
		next_of(list, family, true), next_of(list, family, false)};

	for (size_t turn = 0; (lists[0] || lists[1]) && d->count < ADDRESSES_MOST; turn ^= 1) {
		const struct addrinfo *address = lists[turn];

		if (!address)
			continue;
		d->addresses[d->count++] = address;
		lists[turn] = next_of(address->ai_next, family, turn == 0);
	}
}

/* Starts a connection; false, with d->last, if it fails at once. */
static bool start_attempt(struct dial *d, struct attempt *attempt, const struct addrinfo *address,
	struct timestamp now)
{
	int fd = socket(address->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	if (fd < 0)
		return error_set(&d->last, "%s", strerror(errno));
	if (connect(fd, address->ai_addr, address->ai_addrlen) < 0 && errno != EINPROGRESS) {
		error_set(&d->last, "%s", strerror(errno));
		close(fd);
		return false;
	}
	*attempt = (struct attempt){
		.fd = fd, .address = address, .until_ms = now.ms + DIAL_ATTEMPT_MS};
	return true;
}

/* Detects a dead server within about two minutes even while the watchdog's PING is queued in the
 * kernel; sends small lines at once. Failures are harmless. */
static void tune(int fd)
{
	static const struct {
		int level, option, value;
	} options[] = {
		{SOL_SOCKET, SO_KEEPALIVE, 1},
		{IPPROTO_TCP, TCP_KEEPIDLE, 60},
		{IPPROTO_TCP, TCP_KEEPINTVL, 15},
		{IPPROTO_TCP, TCP_KEEPCNT, 4},
		{IPPROTO_TCP, TCP_USER_TIMEOUT, 120 * 1000},
		{IPPROTO_TCP, TCP_NODELAY, 1},
	};

	for (size_t i = 0; i < sizeof options / sizeof *options; i++)
		setsockopt(fd, options[i].level, options[i].option, &options[i].value,
			sizeof options[i].value);
}

/* True if the attempt has connected; a failed or overdue one is closed. */
static bool has_connected(struct dial *d, struct attempt *attempt, struct timestamp now)
{
	struct pollfd ready = {.fd = attempt->fd, .events = POLLOUT};
	int error = 0;
	socklen_t size = sizeof error;

	if (attempt->fd < 0)
		return false;
	if (poll(&ready, 1, 0) <= 0) {
		if (now.ms < attempt->until_ms)
			return false;
		error = ETIMEDOUT;
	} else if (getsockopt(attempt->fd, SOL_SOCKET, SO_ERROR, &error, &size) < 0) {
		error = errno;
	}
	if (error == 0)
		return true;
	error_set(&d->last, "%s", strerror(error));
	close_attempt(attempt);
	d->next_try_ms = now.ms; /* start the next one at once */
	return false;
}

/* Starts the attempts that are due; false when none is under way and none is left. */
static bool start_attempts(struct dial *d, struct timestamp now)
{
	bool under_way = false;

	for (size_t i = 0; i < DIAL_AT_ONCE; i++) {
		struct attempt *attempt = &d->attempts[i];

		while (attempt->fd < 0 && d->next < d->count && now.ms >= d->next_try_ms)
			if (start_attempt(d, attempt, d->addresses[d->next++], now))
				d->next_try_ms = now.ms + DIAL_STAGGER_MS;
		under_way |= attempt->fd >= 0;
	}
	return under_way || d->next < d->count;
}

static enum dial_result failed(const struct dial *d, struct error *err)
{
	error_set(err, "%s port %d: %s", d->host, d->port, d->last.text);
	return DIAL_FAILED;
}

/* Returns the connected socket. Closes the other attempts and puts their addresses back on the list
 * (each was taken from it, so there is room). */
static int hand_over(struct dial *d, struct attempt *winner)
{
	int fd = winner->fd;

	winner->fd = -1;
	for (size_t i = 0; i < DIAL_AT_ONCE; i++) {
		if (d->attempts[i].fd >= 0)
			d->addresses[--d->next] = d->attempts[i].address;
		close_attempt(&d->attempts[i]);
	}
	d->next_try_ms = 0;
	return fd;
}

/* DIAL_CONNECTED: the addresses are known. */
static enum dial_result resolve_addresses(struct dial *d, struct timestamp now)
{
	const struct addrinfo *list = NULL;

	if (d->count > 0)
		return DIAL_CONNECTED;
	if (!d->resolve)
		return DIAL_FAILED;
	int error = resolve_answer(d->resolve, &list);
	if (error == EAI_INPROGRESS && now.ms < d->until_ms)
		return DIAL_AGAIN;
	if (error != 0) {
		error_set(&d->last, "cannot look up the name: %s",
			error == EAI_INPROGRESS ? "no answer" : gai_strerror(error));
		return DIAL_FAILED;
	}
	interleave(d, list);
	d->until_ms = now.ms + DIAL_ALL_MS;
	return DIAL_CONNECTED;
}

enum dial_result dial_step(struct dial *d, struct timestamp now, int *fd, struct error *err)
{
	enum dial_result known = resolve_addresses(d, now);

	if (known == DIAL_AGAIN)
		return DIAL_AGAIN;
	if (known == DIAL_FAILED)
		return failed(d, err);
	for (size_t i = 0; i < DIAL_AT_ONCE; i++)
		if (has_connected(d, &d->attempts[i], now)) {
			*fd = hand_over(d, &d->attempts[i]);
			tune(*fd);
			return DIAL_CONNECTED;
		}
	if (now.ms >= d->until_ms) {
		error_set(&d->last, "no address answered in %d s", DIAL_ALL_MS / 1000);
		return failed(d, err);
	}
	return start_attempts(d, now) ? DIAL_AGAIN : failed(d, err);
}

bool dial_has_more(const struct dial *d)
{
	return d->next < d->count;
}

int64_t dial_wait_ms(const struct dial *d, struct timestamp now)
{
	int64_t due = d->until_ms;
	bool room = false;

	for (size_t i = 0; i < DIAL_AT_ONCE; i++) {
		room |= d->attempts[i].fd < 0;
		if (d->attempts[i].fd >= 0 && d->attempts[i].until_ms < due)
			due = d->attempts[i].until_ms;
	}
	if (room && d->next < d->count && d->next_try_ms < due)
		due = d->next_try_ms;
	return due > now.ms ? due - now.ms : 0;
}
