/* A name with several addresses: if the one that answered fails, the next one is tried. The name is
 * "two.test", which this program's own getaddrinfo() resolves. */
#include "base/log.h"
#include "net/network.h"
#include "wire/dial.h"

#include <arpa/inet.h>
#include <dlfcn.h>
#include <netdb.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

typedef int getaddrinfo_function(const char *node, const char *service,
	const struct addrinfo *hints, struct addrinfo **list);

int getaddrinfo(
	const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **list)
{
	getaddrinfo_function *real;
	void *found = dlsym(RTLD_NEXT, "getaddrinfo");

	memcpy(&real, &found, sizeof real);
	if (strcmp(node, "two.test") != 0)
		return real(node, service, hints, list);
	int error = real("127.0.0.1", service, hints, list);
	return error ? error : real("127.0.0.2", service, hints, &(*list)->ai_next);
}

/* Listens on both addresses, at the same port. */
static int listen_twice(int listeners[2])
{
	struct sockaddr_in address = {.sin_family = AF_INET};
	socklen_t size = sizeof address;

	for (int tries = 0; tries < 100; tries++) {
		address.sin_port = 0;
		for (int i = 0; i < 2; i++) {
			listeners[i] = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
			address.sin_addr.s_addr = htonl(INADDR_LOOPBACK + (unsigned)i);
			if (bind(listeners[i], (struct sockaddr *)&address, size) == 0)
				getsockname(listeners[i], (struct sockaddr *)&address, &size);
			else
				address.sin_port = 0; /* taken on the second address: anew */
		}
		if (address.sin_port != 0 && listen(listeners[0], 4) == 0 &&
			listen(listeners[1], 4) == 0)
			return ntohs(address.sin_port);
		close(listeners[0]);
		close(listeners[1]);
	}
	fail_msg("no port is free on both addresses");
	return 0;
}

static struct timestamp at(int64_t ms)
{
	return (struct timestamp){.ms = ms};
}

static void the_next_address_is_had(void **state)
{
	int listeners[2], fd = -1, port = listen_twice(listeners);
	struct dial *d = dial_new("two.test", port, at(0));
	struct error err = {""};
	in_addr_t last = 0;

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct sockaddr_in peer;
		socklen_t size = sizeof peer;
		enum dial_result result;

		while ((result = dial_step(d, at(0), &fd, &err)) == DIAL_AGAIN) {
			struct pollfd fds[DIAL_POLL_MAX];

			poll(fds, dial_poll(d, fds), 10);
		}
		assert_int_equal(result, DIAL_CONNECTED);
		assert_int_equal(getpeername(fd, (struct sockaddr *)&peer, &size), 0);
		assert_int_not_equal(peer.sin_addr.s_addr, last);
		last = peer.sin_addr.s_addr;
		assert_int_equal(dial_has_more(d), i == 0);
		close(fd);
	}
	dial_free(d);
	close(listeners[0]);
	close(listeners[1]);
}

static void hear(struct bot *bot, struct network *n, const struct event *e, struct timestamp now)
{
	(void)bot, (void)n, (void)e, (void)now;
}

static void turn(struct network *n)
{
	struct pollfd fds[NETWORK_POLL_MAX];

	network_turn(n, at(0));
	poll(fds, network_poll(n, fds), 10);
}

/* The server that is reached first breaks off the handshake; the other one gets a ClientHello at
 * once. Then no address is left. */
static void a_broken_handshake_leads_to_the_next_address(void **state)
{
	int listeners[2], port = listen_twice(listeners);
	struct config_network config = {.name = "test",
		.server = "two.test",
		.port = port,
		.tls = true,
		.nick = "tonle",
		.user = "",
		.realname = "",
		.burst = 5};
	struct error err = {""};
	struct network *n = network_new(&config, hear, NULL, 5);

	(void)state;
	if (!network_start(n, at(0), &err))
		fail_msg("%s", err.text);
	for (int i = 0; i < 2; i++) {
		struct pollfd both[2] = {{.fd = listeners[0], .events = POLLIN},
			{.fd = listeners[1], .events = POLLIN}};
		unsigned char first = 0;

		for (int turns = 0; poll(both, 2, 0) == 0; turns++) {
			assert_true(turns < 500);
			turn(n);
		}
		int which = both[0].revents ? 0 : 1, fd = accept(listeners[which], NULL, NULL);
		for (int turns = 0; recv(fd, &first, 1, MSG_DONTWAIT) < 1; turns++) {
			assert_true(turns < 500);
			turn(n);
		}
		assert_int_equal(first, 0x16); /* TLS's record type of a handshake */
		close(fd);
	}
	for (int turns = 0; network_state(n) != NETWORK_WAITING; turns++) {
		assert_true(turns < 500);
		turn(n);
	}
	assert_int_equal(network_counts(n).dials, 1);
	network_free(n);
	close(listeners[0]);
	close(listeners[1]);
}

int main(void)
{
	log_level(LOG_LEVEL_ERROR);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_next_address_is_had),
		cmocka_unit_test(a_broken_handshake_leads_to_the_next_address),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
