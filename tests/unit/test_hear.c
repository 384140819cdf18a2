/* What handling a line may cost, on a network in memory. */
#include "store_fixture.h"

#include "hear.h"
#include "verbs/ambient_switch.h"
#include "verbs/tell.h"

#include <stdio.h>

static const struct config_channel channels[] = {
	{.name = "#quiet", .operators = "everyone"},
	{.name = "#open", .operators = "everyone", .ambient = true},
	{.name = "#game", .operators = "everyone"},
};
static const struct config_network config = {.name = "net",
	.server = "memory",
	.nick = "tonle",
	.user = "tonle",
	.realname = "tonle",
	.channels = channels,
	.channel_count = sizeof channels / sizeof *channels,
	.burst = 5};

static struct bot *bot;
static struct network *network;

static void say(const char *line)
{
	network_feed(network, line, strlen(line), noon);
	network_feed(network, "\r\n", 2, noon);
}

/* What was sent since the last call. */
static const char *sent(void)
{
	static char bytes[16 * 1024];

	bytes[network_fetch(network, bytes, sizeof bytes - 1)] = '\0';
	return bytes;
}

static int setup(void **state)
{
	struct error err;

	if (scratch_setup(state) != 0)
		return -1;
	store_close(small_store("h.db"));
	bot = bot_new(scratch_path("h.db"), NULL, &err);
	network = network_new(&config, hear, bot, 1);
	if (!network_open_memory(network, noon, &err))
		fail_msg("%s", err.text);
	say(":irc.test 001 tonle :Welcome");
	for (size_t i = 0; i < config.channel_count; i++) {
		char join[64];

		snprintf(join, sizeof join, ":tonle!t@h.test JOIN %s", channels[i].name);
		say(join);
	}
	hear_tick(bot, noon);
	sent();
	return 0;
}

static int teardown(void **state)
{
	network_free(network);
	bot_free(bot);
	return scratch_teardown(state);
}

/* Without a store, whatever asks it crashes. */
static void talk_of_others_asks_the_store_nothing(void **state)
{
	struct store *store = bot->store;

	(void)state;
	bot->store = NULL;
	say(":anna!a@h.test PRIVMSG #quiet :lunch, anyone?");
	say(":anna!a@h.test PRIVMSG #quiet :bob: i am off to the library");
	say(":anna!a@h.test PRIVMSG #quiet :I asked tonle");
	say(":anna!a@h.test PRIVMSG #open :lunch, anyone?");
	bot->store = store;
	assert_string_equal(sent(), "");
	say(":anna!a@h.test PRIVMSG #quiet :tonle: help help");
	assert_non_null(strstr(sent(), "NOTICE anna :help"));
}

/* Also while a quiz is on in another channel; and there attempts are heard. */
static void a_quiz_is_known_from_memory(void **state)
{
	struct store *store = bot->store;

	(void)state;
	say(":anna!a@h.test PRIVMSG #game :!quiz start 1");
	assert_non_null(strstr(sent(), "Question 1 of 1"));
	bot->store = NULL;
	say(":anna!a@h.test PRIVMSG #quiet :lunch, anyone?");
	bot->store = store;
	assert_string_equal(sent(), "");
	say(":anna!a@h.test PRIVMSG #GAME :skip");
	assert_non_null(strstr(sent(), "Skipped. It was"));
	bot->store = NULL;
	say(":anna!a@h.test PRIVMSG #game :skip");
	bot->store = store;
	assert_string_equal(sent(), "");
}

/* By whatever spelling of the nick; for others the store is asked nothing. */
static void only_whom_a_message_waits_for_is_looked_up(void **state)
{
	const struct someone carl = {"net", "", "carl[x]", "h.test"};
	struct store *store = bot->store;
	struct error err;

	(void)state;
	assert_true(tell_later(bot, &carl, "It is known now.", noon, &err));
	say(":anna!a@h.test PRIVMSG #quiet :lunch, anyone?");
	bot->store = NULL;
	say(":anna!a@h.test PRIVMSG #quiet :lunch, anyone?");
	bot->store = store;
	assert_string_equal(sent(), "");
	say(":CARL{X}!c@evil.test PRIVMSG #quiet :lunch!");
	assert_string_equal(sent(), "");
	say(":CARL{X}!c@h.test PRIVMSG #quiet :lunch!");
	assert_string_equal(sent(), "NOTICE CARL{X} :It is known now.\r\n");
}

/* What another process writes counts within a second. */
static void what_others_write_is_noticed(void **state)
{
	const struct someone dora = {"net", "", "dora", "h.test"};
	const struct timestamp later = {.ms = noon.ms + 10000, .unix = noon.unix + 10};
	struct store_ambient on = {"net", "#quiet", true, "olga", noon.unix};
	struct store *other = open_store("h.db", STORE_WRITE);
	struct error err;

	(void)state;
	hear_tick(bot, later);
	say(":dora!d@h.test PRIVMSG #quiet :why did sihanouk abdicate?");
	assert_string_equal(sent(), "");
	assert_true(store_put_ambient(other, &on, &err));
	assert_true(store_message(other, &dora, "Hello.", later, &err));
	store_close(other);
	hear_tick(bot, (struct timestamp){.ms = later.ms + 1001, .unix = later.unix + 1});
	say(":dora!d@h.test PRIVMSG #quiet :why did sihanouk abdicate?");
	const char *said = sent();
	assert_non_null(strstr(said, "NOTICE dora :Hello."));
	assert_non_null(strstr(said, "PRIVMSG #quiet :dora: "));
}

/* A muted channel and ignored people are looked up once there is something to say. */
static void nothing_is_said_unasked_where_it_must_not(void **state)
{
	static const char question[] = ":anna!a@h.test PRIVMSG #open :why did sihanouk abdicate?";
	struct error err;

	(void)state;
	assert_true(store_mute(bot->store, "net", "#open", noon.unix + 60, &err));
	say(question);
	assert_string_equal(sent(), "");
	assert_true(store_mute(bot->store, "net", "#open", 0, &err));
	say(question);
	assert_non_null(strstr(sent(), "PRIVMSG #open :anna: "));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(talk_of_others_asks_the_store_nothing),
		cmocka_unit_test(a_quiz_is_known_from_memory),
		cmocka_unit_test(nothing_is_said_unasked_where_it_must_not),
		cmocka_unit_test(only_whom_a_message_waits_for_is_looked_up),
		cmocka_unit_test(what_others_write_is_noticed),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
