/* The control socket's clients: what the loop waits for, and which are dropped. */
#include "network_fixture.h"
#include "store_fixture.h"

#include "control/control.h"
#include "hear.h"

#include <sys/socket.h>
#include <sys/un.h>

enum { CLIENTS = CONTROL_POLL_MAX - 1 };

static int connect_client(void)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int client = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	snprintf(address.sun_path, sizeof address.sun_path, "%s", scratch_path("control.sock"));
	assert_int_equal(connect(client, (struct sockaddr *)&address, sizeof address), 0);
	return client;
}

/* One wait of the loop, which does not last; returns how many descriptors were ready. */
static int wait_once(struct control *control, int64_t ms)
{
	struct pollfd fds[CONTROL_POLL_MAX];
	size_t count = control_poll(control, fds);
	int ready = poll(fds, count, 0);

	control_ready(control, NULL, fds, count, (struct timestamp){.ms = ms});
	return ready;
}

/* A client for which there is no room does not wake the loop, which would otherwise spin. */
static void test_more_clients_than_there_is_room_for(void **state)
{
	struct error err;
	struct control *control = control_new(scratch, &err);
	int clients[CLIENTS + 1];
	char byte;

	(void)state;
	assert_non_null(control);
	assert_int_equal(wait_once(control, 0), 0);
	for (size_t i = 0; i <= CLIENTS; i++)
		clients[i] = connect_client();
	assert_int_equal(wait_once(control, 0), 1); /* takes the first ones */
	assert_int_equal(wait_once(control, 5000), 0);
	wait_once(control, 5001); /* they have said nothing for too long */
	for (size_t i = 0; i < CLIENTS; i++)
		assert_int_equal(recv(clients[i], &byte, 1, MSG_DONTWAIT), 0);
	assert_int_equal(wait_once(control, 5002), 1); /* takes the last one */
	assert_int_equal(wait_once(control, 5003), 0);
	assert_int_equal(recv(clients[CLIENTS], &byte, 1, MSG_DONTWAIT), -1); /* not dropped */
	for (size_t i = 0; i <= CLIENTS; i++)
		close(clients[i]);
	control_free(control);
}

/* Channels are the same as the network has it: by its CASEMAPPING, here rfc1459. */
static void channels_are_compared_as_the_network_does(void **state)
{
	static const char join[] = "join\tnet\t#A{B}\n";
	static const struct config_channel channel = {.name = "#a[b]"};
	static const struct config_network config = MEMORY_CONFIG(&channel, 5);
	const struct timestamp now = {.ms = 1};
	struct pollfd fds[CONTROL_POLL_MAX];
	char answer[256] = "";
	struct error err;

	(void)state;
	store_close(small_store("c.db"));
	struct bot *bot = bot_new(scratch_path("c.db"), NULL, &err);
	struct network *network = network_new(&config, hear, bot, 1);
	assert_true(network_open_memory(network, now, &err));
	network_feed(network, ":irc.test 001 tonle :Hello\r\n", 28, now);
	struct control *control = control_new(scratch, &err);
	int client = connect_client();
	assert_int_equal(send(client, join, sizeof join - 1, 0), sizeof join - 1);
	for (int turn = 0; turn < 2; turn++) { /* takes the client, reads its line */
		size_t count = control_poll(control, fds);

		poll(fds, count, -1);
		control_ready(control, bot, fds, count, now);
	}
	assert_true(recv(client, answer, sizeof answer - 1, 0) > 0);
	assert_string_equal(answer, "1\n#A{B} is already one of its channels.\n");
	close(client);
	control_free(control);
	network_free(network);
	bot_free(bot);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			channels_are_compared_as_the_network_does, scratch_setup, scratch_teardown),
		cmocka_unit_test_setup_teardown(
			test_more_clients_than_there_is_room_for, scratch_setup, scratch_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
