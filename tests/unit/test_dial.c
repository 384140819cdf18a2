/* Dialling, links and whole networks over real sockets on 127.0.0.1 and ::1. */
#include "base/log.h"
#include "net/network.h"
#include "wire/dial.h"
#include "wire/link.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
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

static struct timestamp at(int64_t ms)
{
	return (struct timestamp){.ms = ms};
}

/* A listener on a free port of that address; -1 if the machine lacks the family. */
static int listen_on(int family, int *port)
{
	struct sockaddr_in6 six = {.sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT};
	struct sockaddr_in four = {
		.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	struct sockaddr *address =
		family == AF_INET6 ? (struct sockaddr *)&six : (struct sockaddr *)&four;
	socklen_t size = family == AF_INET6 ? sizeof six : sizeof four;
	int fd = socket(family, SOCK_STREAM, 0);

	if (fd < 0 || bind(fd, address, size) < 0 || listen(fd, 8) < 0 ||
		getsockname(fd, address, &size) < 0) {
		close(fd);
		return -1;
	}
	*port = ntohs(family == AF_INET6 ? six.sin6_port : four.sin_port);
	return fd;
}

/* Steps until there is a result; time is scripted, only readiness is real. */
static enum dial_result finish(struct dial *d, int *fd, struct error *err)
{
	enum dial_result result;

	for (int64_t ms = 0; (result = dial_step(d, at(ms), fd, err)) == DIAL_AGAIN; ms++) {
		struct pollfd fds[DIAL_POLL_MAX];
		size_t count = dial_poll(d, fds);

		if (ms > 5000)
			fail_msg("no result");
		poll(fds, count, 10);
	}
	return result;
}

static void connects_to(const char *host, int family)
{
	int port, fd = -1, listener = listen_on(family, &port);
	struct error err = {""};

	if (listener < 0) {
		print_message("no such address family here: skipped\n");
		return;
	}
	struct dial *d = dial_new(host, port, at(0));
	if (finish(d, &fd, &err) != DIAL_CONNECTED)
		fail_msg("%s", err.text);
	assert_int_equal(fcntl(fd, F_GETFD), FD_CLOEXEC);
	assert_true(fcntl(fd, F_GETFL) & O_NONBLOCK);
	dial_free(d);
	close(fd);
	close(listener);
}

static void connects_over_both_families(void **state)
{
	(void)state;
	connects_to("127.0.0.1", AF_INET);
	connects_to("::1", AF_INET6);
}

/* localhost has both addresses on most machines; only one of them is listened on. */
static void tries_the_next_address(void **state)
{
	(void)state;
	connects_to("localhost", AF_INET);
}

static void says_why_it_failed(void **state)
{
	int port, fd = -1, listener = listen_on(AF_INET, &port);
	struct error err = {""};

	(void)state;
	close(listener);
	struct dial *d = dial_new("127.0.0.1", port, at(0));
	assert_int_equal(finish(d, &fd, &err), DIAL_FAILED);
	assert_non_null(strstr(err.text, "127.0.0.1"));
	assert_non_null(strstr(err.text, strerror(ECONNREFUSED)));
	dial_free(d);
}

static void gives_up_in_time(void **state)
{
	int port, fd = -1, listener = listen_on(AF_INET, &port);
	struct error err = {""};

	(void)state;
	/* What the listener does not accept stays in its queue; with none, connections hang. */
	struct dial *hanging[40];
	listen(listener, 0);
	for (size_t i = 0; i < 40; i++) {
		hanging[i] = dial_new("127.0.0.1", port, at(0));
		dial_step(hanging[i], at(0), &fd, &err);
	}
	struct dial *d = hanging[39];
	assert_int_equal(dial_step(d, at(DIAL_ATTEMPT_MS - 1), &fd, &err), DIAL_AGAIN);
	assert_int_equal(dial_wait_ms(d, at(DIAL_ATTEMPT_MS - 1)), 1);
	assert_int_equal(dial_step(d, at(DIAL_ATTEMPT_MS), &fd, &err), DIAL_FAILED);
	assert_non_null(strstr(err.text, strerror(ETIMEDOUT)));
	for (size_t i = 0; i < 40; i++)
		dial_free(hanging[i]);
	close(listener);
}

/* --- links ------------------------------------------------------------------------------------ */

static void a_turn_has_its_share(void **state)
{
	struct transport *t = transport_memory();
	struct link *l = link_new(t);
	struct error err;
	char *line;
	size_t length, lines = 0;

	(void)state;
	for (int i = 0; i < 100; i++)
		transport_memory_feed(t, "PING x\r\n", 8);
	transport_memory_feed(t, "half", 4);
	transport_memory_end(t);
	while (link_read(l, lines == 0, &line, &length, &err) == LINK_LINE)
		lines++;
	assert_int_equal(lines, LINK_TURN_LINES);
	assert_int_equal(link_read(l, false, &line, &length, &err), LINK_ENOUGH);
	assert_int_equal(link_read(l, true, &line, &length, &err), LINK_LINE);
	for (lines = 1; link_read(l, false, &line, &length, &err) == LINK_LINE; lines++)
		;
	assert_int_equal(lines, 100 - LINK_TURN_LINES);
	assert_int_equal(link_read(l, true, &line, &length, &err), LINK_BROKEN);
	link_free(l);
}

static void a_server_that_does_not_read_is_noticed(void **state)
{
	int pair[2];
	struct error err = {""};
	static char bytes[16 * 1024];

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair), 0);
	struct link *l = link_new(transport_plain(pair[0]));
	while (link_unsent(l) == 0) { /* until the kernel takes no more */
		link_put(l, bytes, sizeof bytes, at(0));
		assert_true(link_write(l, at(0), &err));
	}
	assert_int_equal(link_transport(l)->kind->wants(link_transport(l), true), POLLIN | POLLOUT);
	assert_true(link_write(l, at(LINK_STUCK_MS - 1), &err));
	assert_false(link_write(l, at(LINK_STUCK_MS), &err));
	for (int i = 0; i < 5; i++)
		link_put(l, bytes, sizeof bytes, at(0));
	assert_true(link_unsent(l) <= LINK_UNSENT_MOST);
	assert_false(link_write(l, at(1), &err));
	link_free(l);
	close(pair[1]);
}

/* --- a network over TCP ----------------------------------------------------------------------- */

struct bot {
	unsigned events;
};

static void hear(struct bot *bot, struct network *n, const struct event *e, struct timestamp now)
{
	presence_handle(network_presence(n), e, now, network_outbox(n));
	bot->events++;
}

/* Turns until the network is in that state, at a fixed moment. */
static void turn_until(struct network *n, enum network_state state, int64_t ms)
{
	for (int i = 0; network_state(n) != state; i++) {
		struct pollfd fds[NETWORK_POLL_MAX];
		size_t count;

		if (i > 500)
			fail_msg("still %s", network_state_name(network_state(n)));
		network_turn(n, at(ms));
		count = network_poll(n, fds);
		if (network_state(n) != state)
			poll(fds, count, 10);
	}
}

/* Reads until what was read holds that. */
static void read_until(int fd, const char *last)
{
	char got[1024] = "";
	size_t length = 0;

	while (!strstr(got, last)) {
		ssize_t more = recv(fd, got + length, sizeof got - 1 - length, 0);

		assert_true(more > 0);
		length += (size_t)more;
		got[length] = '\0';
	}
}

static int accept_and_read(int listener, const char *last)
{
	int fd = accept(listener, NULL, NULL);

	read_until(fd, last);
	return fd;
}

static void send_text(int fd, const char *text)
{
	assert_int_equal(send(fd, text, strlen(text), 0), strlen(text));
}

static struct config_network config_for(int port)
{
	return (struct config_network){.name = "test",
		.server = "127.0.0.1",
		.port = port,
		.nick = "tonle",
		.user = "",
		.realname = "",
		.burst = 5};
}

static void a_network_comes_back(void **state)
{
	int port, listener = listen_on(AF_INET, &port);
	struct config_network config = config_for(port);
	struct bot bot = {0};
	struct error err = {""};
	struct network *n = network_new(&config, hear, &bot, 5);

	(void)state;
	assert_true(network_start(n, at(0), &err));
	turn_until(n, NETWORK_NEGOTIATING, 0);
	int fd = accept_and_read(listener, "CAP LS 302\r\n");
	send_text(fd, ":s CAP * LS :\r\n");
	turn_until(n, NETWORK_REGISTERING, 0);
	read_until(fd, "NICK tonle\r\nUSER tonle unknown unknown :tonle\r\nCAP END\r\n");
	send_text(fd, ":s 001 tonle :hi\r\n");
	turn_until(n, NETWORK_UP, 1000);
	close(fd);
	turn_until(n, NETWORK_WAITING, 2000);
	int64_t wait = network_turn(n, at(2000));
	assert_in_range(wait, 5000, 6250);
	network_turn(n, at(2000 + wait - 1));
	assert_int_equal(network_state(n), NETWORK_WAITING);
	turn_until(n, NETWORK_NEGOTIATING, 2000 + wait);
	fd = accept_and_read(listener, "CAP LS 302\r\n");
	send_text(fd, "ERROR :Closing Link: (throttled)\r\n");
	close(fd);
	turn_until(n, NETWORK_WAITING, 10000);
	assert_in_range(network_turn(n, at(10000)), 120000, 150000);
	assert_int_equal(network_counts(n).dials, 2);
	network_free(n);
	close(listener);
}

static void silence_ends_a_connection(void **state)
{
	int port, listener = listen_on(AF_INET, &port);
	struct config_network config = config_for(port);
	struct bot bot = {0};
	struct error err = {""};
	struct network *n = network_new(&config, hear, &bot, 5);

	(void)state;
	assert_true(network_start(n, at(0), &err));
	turn_until(n, NETWORK_NEGOTIATING, 0);
	int fd = accept_and_read(listener, "CAP LS");
	send_text(fd, ":s 001 tonle :hi\r\n");
	turn_until(n, NETWORK_UP, 0);
	network_turn(n, at(90 * 1000));
	assert_int_equal(network_state(n), NETWORK_UP);
	network_turn(n, at(150 * 1000));
	assert_int_equal(network_state(n), NETWORK_WAITING);
	network_free(n);
	close(fd);
	close(listener);
}

/* A server that accepts and never says 001. */
static void registration_has_its_time(void **state)
{
	int port, listener = listen_on(AF_INET, &port);
	struct config_network config = config_for(port);
	struct bot bot = {0};
	struct error err = {""};
	struct network *n = network_new(&config, hear, &bot, 5);

	(void)state;
	assert_true(network_start(n, at(0), &err));
	turn_until(n, NETWORK_NEGOTIATING, 0);
	network_turn(n, at(59999));
	assert_int_equal(network_state(n), NETWORK_NEGOTIATING);
	network_turn(n, at(60000));
	assert_int_equal(network_state(n), NETWORK_WAITING);
	network_quit(n, "bye", at(60001));
	assert_int_equal(network_state(n), NETWORK_IDLE);
	network_free(n);
	close(listener);
}

/* QUIT is sent, and the bot waits for the server to close for at most 3 s. */
static void leaving_has_its_time(void **state)
{
	int port, listener = listen_on(AF_INET, &port);
	struct config_network config = config_for(port);
	struct bot bot = {0};
	struct error err = {""};
	struct network *n = network_new(&config, hear, &bot, 5);

	(void)state;
	assert_true(network_start(n, at(0), &err));
	turn_until(n, NETWORK_NEGOTIATING, 0);
	int fd = accept_and_read(listener, "CAP LS");
	send_text(fd, ":s 421 * CAP :Unknown command\r\n");
	turn_until(n, NETWORK_REGISTERING, 0);
	network_quit(n, "bye", at(100));
	assert_int_equal(network_state(n), NETWORK_QUITTING);
	read_until(fd, "QUIT :bye\r\n");
	assert_int_equal(network_turn(n, at(100)), 3000);
	network_turn(n, at(3100));
	assert_int_equal(network_state(n), NETWORK_IDLE);
	network_free(n);
	close(fd);
	close(listener);
}

int main(void)
{
	log_level(LOG_LEVEL_ERROR);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(connects_over_both_families),
		cmocka_unit_test(tries_the_next_address),
		cmocka_unit_test(says_why_it_failed),
		cmocka_unit_test(gives_up_in_time),
		cmocka_unit_test(a_turn_has_its_share),
		cmocka_unit_test(a_server_that_does_not_read_is_noticed),
		cmocka_unit_test(a_network_comes_back),
		cmocka_unit_test(silence_ends_a_connection),
		cmocka_unit_test(registration_has_its_time),
		cmocka_unit_test(leaving_has_its_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
