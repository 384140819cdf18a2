/* Which lines are history: by their batch, and by their time even if clocks are wrong. */
#include "scratch.h"

#include "wire/replay.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static void history_is_marked(void **state)
{
	static const struct {
		const char *line;
		bool replayed;
	} lines[] = {
		{":s BATCH +a chathistory #c", false},
		{"@batch=a :n!u@h PRIVMSG #c :old", true},
		{"@batch=b :n!u@h PRIVMSG #c :b is not open", false},
		{":s BATCH +n netsplit x y", false},
		{"@batch=n :n!u@h QUIT", false},
		{"@batch=a :s BATCH +b whatever", true}, /* nested */
		{"@batch=b :n!u@h PRIVMSG #c :old", true},
		{":s BATCH -a", false},
		{"@batch=a :n!u@h PRIVMSG #c :new", false},
		{"@batch=b :n!u@h PRIVMSG #c :old", true},
		{":s BATCH -b", false},
		{"@batch=b :n!u@h PRIVMSG #c :new", false},
		{":s BATCH -never", false},
		{":s BATCH", false},
		{":s BATCH +", false},
		{":s BATCH +p znc.in/playback #c", false},
		{"@batch=p :n!u@h PRIVMSG #c :old", true},
		{":n!u@h PRIVMSG #c :new", false},
	};
	struct replay replay = {0};
	char bytes[256];

	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		struct line line;

		strcpy(bytes, lines[i].line);
		assert_int_equal(line_parse(&line, bytes, strlen(bytes)), LINE_OK);
		if (replay_mark(&replay, &line, false, (struct timestamp){0}) != lines[i].replayed)
			fail_msg("%s", lines[i].line);
	}
	for (int i = 0; i < 1000; i++) { /* never closed */
		struct line line;

		snprintf(bytes, sizeof bytes, "BATCH +x%d chathistory #c", i);
		line_parse(&line, bytes, strlen(bytes));
		replay_mark(&replay, &line, false, (struct timestamp){0});
	}
	assert_int_equal(replay.count, REPLAY_BATCHES);
}

/* A connection whose clocks the test sets: the server's, that of the line's origin, and ours. */
struct scene {
	struct replay replay;
	struct timestamp now;
	int64_t server; /* seconds since 1970 by its clock */
};

static void pass(struct scene *scene, int64_t seconds)
{
	scene->now.ms += seconds * 1000;
	scene->now.unix += seconds;
	scene->server += seconds;
}

/* Whether a line that was said so many seconds ago by the server's clock is history. */
static bool is_history(struct scene *scene, const char *text, int64_t ago)
{
	char bytes[256], when[32];
	time_t said = (time_t)(scene->server - ago);
	struct tm tm;
	struct line line;

	strftime(when, sizeof when, "%Y-%m-%dT%H:%M:%S", gmtime_r(&said, &tm));
	snprintf(bytes, sizeof bytes, "@time=%s.123Z %s", when, text);
	assert_int_equal(line_parse(&line, bytes, strlen(bytes)), LINE_OK);
	return replay_mark(&scene->replay, &line, strstr(text, ":me!") != NULL, scene->now);
}

static bool is_answered(struct scene *scene, int64_t ago)
{
	return !is_history(scene, ":n!u@h PRIVMSG #c :new", ago);
}

/* Welcomed by a server whose clock is so far ahead of ours, in a channel, and settled. */
static struct scene scene_new(int64_t ahead)
{
	struct scene scene = {
		.now = {.ms = 5000000, .unix = 1767225600}, .server = 1767225600 + ahead};

	assert_false(is_history(&scene, ":s 001 me :hi", 0));
	assert_false(is_history(&scene, ":me!u@h JOIN #c", 0));
	pass(&scene, REPLAY_AFTER_JOIN_MS / 1000);
	return scene;
}

/* A server may play back what was said before we came, without a batch. */
static void after_a_join_old_messages_are_history(void **state)
{
	struct scene scene = scene_new(3600);

	(void)state;
	assert_false(is_history(&scene, ":me!u@h JOIN #d", 0));
	for (int64_t ago = 86400; ago > REPLAY_OLD_S; ago /= 2)
		assert_false(is_answered(&scene, ago));
	assert_false(scene.replay.doubtful);
	assert_true(is_answered(&scene, REPLAY_OLD_S));
	assert_false(is_history(&scene, ":n!u@h JOIN #d", 7200)); /* it is so, however late */
	pass(&scene, REPLAY_AFTER_JOIN_MS / 1000);
	assert_true(is_answered(&scene, REPLAY_OLD_S + 1));
	assert_false(is_answered(&scene, SERVER_CLOCK_FAR_S + 1));
	assert_true(scene.replay.doubtful);
}

/* Servers hand on the time of the server where the line began. */
static void a_slow_server_of_somebodys_own(void **state)
{
	struct scene scene = scene_new(0);

	(void)state;
	for (int i = 0; i < 20; i++) {
		assert_true(is_answered(&scene, 40));
		assert_true(is_answered(&scene, 0));
		assert_true(is_answered(&scene, -40));
		pass(&scene, 10);
	}
	assert_true(scene.replay.clock.ahead_s == 1767225600 - 5000);
}

/* As by NTP on a Raspberry Pi. */
static void our_clock_is_set_right(void **state)
{
	struct scene scene = scene_new(3600);

	(void)state;
	assert_true(is_answered(&scene, 0));
	scene.now.unix += 3600;
	for (int i = 0; i < 20; i++) {
		assert_true(is_answered(&scene, 0));
		pass(&scene, 5);
	}
}

static void the_servers_clock_is_set_back(void **state)
{
	struct scene scene = scene_new(0);

	(void)state;
	scene.server -= 3600;
	assert_false(is_answered(&scene, 0));
	assert_true(scene.replay.doubtful); /* a PING is sent; its PONG tells */
	assert_false(is_history(&scene, ":s PONG s :w1", 0));
	assert_true(is_answered(&scene, 0));
	scene.server += 3600;
	assert_true(is_answered(&scene, 0));
}

/* Where PONG carries no time, lines that agree for a while do. */
static void the_servers_clock_is_set_and_pong_does_not_tell(void **state)
{
	struct scene scene = scene_new(0);
	int lost = 0;

	(void)state;
	scene.server -= 3600;
	for (int i = 0; i < 20; i++) {
		lost += !is_answered(&scene, i % 3);
		pass(&scene, 1);
	}
	assert_in_range(lost, 1, SERVER_CLOCK_AGREEING);
}

/* History that nobody announced comes at once: it does not set the clock. */
static void a_burst_of_history_is_history(void **state)
{
	struct scene scene = scene_new(0);

	(void)state;
	for (int i = 0; i < 200; i++)
		assert_false(is_answered(&scene, 3600 - i / 10));
	pass(&scene, 1);
	assert_true(is_answered(&scene, 0));
	assert_int_equal(scene.replay.old, 200);
}

/* Without any time from the server ours is taken, until a line tells better. */
static void a_server_that_seldom_tells_the_time(void **state)
{
	struct scene scene = {.now = {.ms = 5000, .unix = 1767225600}, .server = 1767225600};

	(void)state;
	assert_true(is_answered(&scene, 0));
	assert_false(is_answered(&scene, 86400));
	scene = (struct scene){.now = {.ms = 5000, .unix = 1767225600}, .server = 1767222000};
	assert_false(is_history(&scene, ":n!u@h JOIN #c", 0));
	assert_true(is_answered(&scene, 0));
}

static void what_is_no_time_tells_nothing(void **state)
{
	static const char *const lines[] = {"@time=yesterday :n!u@h PRIVMSG #c :what?",
		"@time=2025-12-31 :n!u@h PRIVMSG #c :what?", ":n!u@h PRIVMSG #c :no time"};
	struct scene scene = scene_new(0);
	char bytes[128];
	struct line line;

	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		strcpy(bytes, lines[i]);
		assert_int_equal(line_parse(&line, bytes, strlen(bytes)), LINE_OK);
		assert_false(replay_mark(&scene.replay, &line, false, scene.now));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(history_is_marked),
		cmocka_unit_test(after_a_join_old_messages_are_history),
		cmocka_unit_test(a_slow_server_of_somebodys_own),
		cmocka_unit_test(our_clock_is_set_right),
		cmocka_unit_test(the_servers_clock_is_set_back),
		cmocka_unit_test(the_servers_clock_is_set_and_pong_does_not_tell),
		cmocka_unit_test(a_burst_of_history_is_history),
		cmocka_unit_test(a_server_that_seldom_tells_the_time),
		cmocka_unit_test(what_is_no_time_tells_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
