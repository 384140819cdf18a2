/* Dialling a name of two addresses, the first of which refuses a while later: the look-up and the
 * connections are the test's own, in the place of libc's. */
#include "wire/dial.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include <cmocka.h>

static struct sockaddr_in addresses[2];
static struct addrinfo list[2];
static int connections, refused; /* how many have begun; how many have failed since */

int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints,
	struct addrinfo **found)
{
	(void)node;
	(void)service;
	if (hints->ai_flags & AI_NUMERICHOST)
		return EAI_NONAME;
	for (int i = 0; i < 2; i++) {
		addresses[i].sin_family = AF_INET;
		list[i] = (struct addrinfo){.ai_family = AF_INET,
			.ai_socktype = SOCK_STREAM,
			.ai_addr = (struct sockaddr *)&addresses[i],
			.ai_addrlen = sizeof addresses[i],
			.ai_next = i == 0 ? &list[1] : NULL};
	}
	*found = list;
	return 0;
}

void freeaddrinfo(struct addrinfo *found)
{
	(void)found;
}

/* Under way; it stays so. */
int connect(int fd, __CONST_SOCKADDR_ARG address, socklen_t size)
{
	(void)fd;
	(void)address;
	(void)size;
	connections++;
	errno = EINPROGRESS;
	return -1;
}

/* A connection that has not been refused is not ready. */
int poll(struct pollfd *fds, nfds_t count, int timeout)
{
	(void)timeout;
	for (nfds_t i = 0; i < count; i++)
		fds[i].revents = refused > 0 ? POLLOUT : 0;
	return refused > 0 ? (int)count : 0;
}

int getsockopt(int fd, int level, int option, void *value, socklen_t *size)
{
	(void)fd;
	(void)level;
	(void)option;
	(void)size;
	*(int *)value = ECONNREFUSED;
	refused--;
	return 0;
}

/* A dial whose name has been looked up. */
static struct dial *dial_two(void)
{
	struct dial *d = dial_new("two.test", 6667, (struct timestamp){.ms = 0});
	struct pollfd fds[DIAL_POLL_MAX];

	connections = refused = 0;
	assert_int_equal(ppoll(fds, dial_poll(d, fds), NULL, NULL), 1);
	return d;
}

/* Steps, without a result; how many connections have begun by then. */
static int step(struct dial *d, int64_t ms)
{
	struct error err;
	int fd;

	assert_int_equal(dial_step(d, (struct timestamp){.ms = ms}, &fd, &err), DIAL_AGAIN);
	return connections;
}

static void another_is_tried_when_its_turn_comes(void **state)
{
	struct dial *d = dial_two();

	(void)state;
	assert_int_equal(step(d, 1), 1);
	assert_int_equal(step(d, DIAL_STAGGER_MS), 1);
	assert_int_equal(dial_wait_ms(d, (struct timestamp){.ms = DIAL_STAGGER_MS}), 1);
	assert_int_equal(step(d, 1 + DIAL_STAGGER_MS), 2);
	dial_free(d);
}

static void another_is_tried_at_once_when_one_fails(void **state)
{
	struct dial *d = dial_two();
	struct error err;
	int fd;

	(void)state;
	assert_int_equal(step(d, 1), 1);
	refused = 1;
	assert_int_equal(step(d, 2), 2);
	refused = 1;
	assert_int_equal(dial_step(d, (struct timestamp){.ms = 3}, &fd, &err), DIAL_FAILED);
	assert_non_null(strstr(err.text, strerror(ECONNREFUSED)));
	dial_free(d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(another_is_tried_when_its_turn_comes),
		cmocka_unit_test(another_is_tried_at_once_when_one_fails),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
