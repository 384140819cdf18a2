/* A quiz on a network in memory: rows that cannot be written, the number of questions, and waiting
 * for players after a start. */
#include "store_fixture.h"

#include "hear.h"
#include "learn/person.h"
#include "learn/quiz.h"
#include "learn/quiz_run.h"
#include "learn/quiz_timetable.h"

#include <stdio.h>

static const struct config_channel channels[] = {{.name = "#game", .operators = "everyone"}};
static const struct config_network config = {.name = "net",
	.server = "memory",
	.nick = "tonle",
	.user = "tonle",
	.realname = "tonle",
	.channels = channels,
	.channel_count = 1,
	.burst = 100};

static struct bot *bot;
static struct network *network;
static struct timestamp now;
static sqlite3 *other; /* another process */

static void say(const char *line)
{
	network_feed(network, line, strlen(line), now);
	network_feed(network, "\r\n", 2, now);
}

static void wait_seconds(int seconds)
{
	for (int i = 0; i < seconds; i++) {
		now.ms += 1000;
		now.unix++;
		hear_tick(bot, now);
		network_turn(network, now);
	}
}

/* What was sent since the last call. */
static const char *sent(void)
{
	static char bytes[64 * 1024];

	bytes[network_fetch(network, bytes, sizeof bytes - 1)] = '\0';
	return bytes;
}

static size_t count_of(const char *text, const char *part)
{
	size_t count = 0;

	for (; (text = strstr(text, part)); text++)
		count++;
	return count;
}

static void start(void)
{
	struct error err;

	bot = bot_new(scratch_path("q.db"), NULL, &err);
	if (!bot)
		fail_msg("%s", err.text);
	store_set_patience(bot->store, 1);
	network = network_new(&config, hear, bot, 1);
	if (!network_open_memory(network, now, &err))
		fail_msg("%s", err.text);
	say(":irc.test 001 tonle :Welcome");
	say(":tonle!t@h.test JOIN #game");
	hear_tick(bot, now);
	sent();
}

static void stop(void)
{
	network_free(network);
	bot_free(bot);
}

static int setup(void **state)
{
	const char *const paths[] = {"tests/talk/study.yaml", "facts/aliases.yaml"};

	if (scratch_setup(state) != 0)
		return -1;
	store_close(store_of_files("q.db", paths, 2));
	if (sqlite3_open(scratch_path("q.db"), &other) != SQLITE_OK)
		return -1;
	now = noon;
	start();
	return 0;
}

static int teardown(void **state)
{
	stop();
	sqlite3_close(other);
	return scratch_teardown(state);
}

static void run(const char *sql)
{
	if (sqlite3_exec(other, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(other));
}

static bool is_kept(void)
{
	struct study_quiz quiz;

	return store_quiz(bot->store, "net", "#game", &quiz);
}

static const char *answer(void)
{
	static struct study_quiz quiz;

	store_quiz(bot->store, "net", "#game", &quiz);
	return quiz.answer;
}

/* Three failures end it with one line, whatever else is tried, and it does not come back. */
static void a_quiz_that_cannot_be_saved_ends(void **state)
{
	(void)state;
	say(":anna!a@h.test PRIVMSG #game :!quiz start 3");
	assert_non_null(strstr(sent(), "Question 1 of 3"));
	run("BEGIN IMMEDIATE");
	wait_seconds(300);
	const char *said = sent();
	assert_int_equal(count_of(said, "PRIVMSG"), 1);
	assert_non_null(strstr(said, "The quiz stops, since it cannot be saved"));
	say(":anna!a@h.test PRIVMSG #game :skip");
	assert_string_equal(sent(), "");
	assert_true(is_kept());
	run("ROLLBACK");
	wait_seconds(10);
	assert_string_equal(sent(), "");
	assert_false(is_kept());
}

/* A lock that is gone in time costs nothing but time. */
static void a_step_waits_for_a_short_lock(void **state)
{
	char line[256];

	(void)state;
	say(":anna!a@h.test PRIVMSG #game :!quiz start 3");
	sent();
	run("BEGIN IMMEDIATE");
	snprintf(line, sizeof line, ":anna!a@h.test PRIVMSG #game :%s", answer());
	say(line);
	wait_seconds(2);
	assert_string_equal(sent(), "");
	run("ROLLBACK");
	wait_seconds(5);
	const char *said = sent();
	assert_int_equal(count_of(said, "anna* is right"), 1);
	assert_int_equal(count_of(said, "Question 2 of 3"), 1);
}

/* A step that waits to be written is not replaced: the person who was right keeps the point. */
static void a_skip_does_not_replace_a_right_answer(void **state)
{
	char line[256];

	(void)state;
	say(":anna!a@h.test PRIVMSG #game :!quiz start 3");
	run("CREATE TRIGGER full BEFORE INSERT ON season BEGIN SELECT RAISE(FAIL, 'full'); END");
	snprintf(line, sizeof line, ":anna!a@h.test PRIVMSG #game :%s", answer());
	say(line);
	sent();
	wait_seconds(1);
	say(":anna!a@h.test PRIVMSG #game :!skip");
	assert_string_equal(sent(), "");
	run("DROP TRIGGER full");
	wait_seconds(5);
	const char *said = sent();
	assert_int_equal(count_of(said, "anna* is right"), 1);
	assert_int_equal(count_of(said, "Skipped"), 0);
	assert_int_equal(count_of(said, "Question 2 of 3"), 1);
}

static void it_can_be_stopped_while_nothing_can_be_saved(void **state)
{
	(void)state;
	say(":anna!a@h.test PRIVMSG #game :!quiz start 3");
	sent();
	run("BEGIN IMMEDIATE");
	say(":anna!a@h.test PRIVMSG #game :!quiz stop");
	assert_non_null(strstr(sent(), "The quiz has been stopped"));
	wait_seconds(120);
	assert_string_equal(sent(), "");
	run("ROLLBACK");
	/* the row that is still there is not taken for the new quiz's */
	say(":anna!a@h.test PRIVMSG #game :!quiz start 2");
	assert_non_null(strstr(sent(), "Question 1 of 2"));
	wait_seconds(30);
	assert_true(is_kept());
}

/* As many questions are asked as it said there would be. */
static void it_asks_what_it_promises(void **state)
{
	(void)state;
	for (int round = 0; round < 20; round++) {
		char line[64], last[64];
		int total = 0;

		say(":anna!a@h.test PRIVMSG #game :!quiz start 50");
		if (sscanf(strstr(sent(), "Question 1 of"), "Question 1 of %d", &total) != 1)
			fail_msg("no total");
		snprintf(last, sizeof last, "Question %d of %d:", total, total);
		for (int i = 1; i <= total; i++) {
			snprintf(line, sizeof line, "Question %d of %d:", i, total);
			say(":anna!a@h.test PRIVMSG #game :skip");
			const char *said = sent();

			if (i < total && !strstr(said, "Question"))
				fail_msg("round %d ends after %d of %d", round, i, total);
			if (i == total)
				assert_non_null(strstr(said, "The quiz is over"));
			wait_seconds(4); /* nobody may say more at once */
		}
		wait_seconds(10); /* another seed */
	}
}

static void restart(void)
{
	stop();
	now.ms += 1000;
	now.unix++;
	start();
}

static void after_a_start_it_goes_on_for_its_players(void **state)
{
	(void)state;
	say(":anna!a@h.test PRIVMSG #game :!quiz start 3");
	restart();
	wait_seconds(3);
	assert_string_equal(sent(), "");
	say(":irc.test 353 tonle = #game :tonle bob anna");
	say(":irc.test 366 tonle #game :End");
	sent();
	wait_seconds(2);
	assert_non_null(strstr(sent(), "The quiz continues. Question 1 of 3"));
}

static void after_a_start_nobody_is_greeted(void **state)
{
	(void)state;
	say(":anna!a@h.test PRIVMSG #game :!quiz start 3");
	restart();
	say(":irc.test 353 tonle = #game :tonle bob");
	say(":irc.test 366 tonle #game :End");
	sent();
	wait_seconds(QUIZ_SECONDS + 5);
	assert_string_equal(sent(), "");
	assert_false(is_kept());
}

/* A quiz that an older version left open has no players: it is closed without a word, as one whose
 * players have gone, and its points are kept. */
static void a_quiz_of_an_older_version_is_closed(void **state)
{
	char line[256];

	(void)state;
	say(":anna!a@h.test PRIVMSG #game :!quiz start 3");
	snprintf(line, sizeof line, ":anna!a@h.test PRIVMSG #game :%s", answer());
	say(line);
	run("UPDATE quiz SET players = ''");
	restart();
	say(":irc.test 353 tonle = #game :tonle anna");
	say(":irc.test 366 tonle #game :End");
	sent();
	wait_seconds(QUIZ_SECONDS + 5);
	assert_string_equal(sent(), "");
	assert_false(is_kept());
	say(":anna!a@h.test PRIVMSG #game :!scores");
	assert_non_null(strstr(sent(), "in total: anna* 1"));
}

static void an_account_is_a_player_whatever_the_nick(void **state)
{
	(void)state;
	say("@account=Anna :anna!a@h.test PRIVMSG #game :!quiz start 3");
	restart();
	say(":irc.test 005 tonle WHOX :are supported");
	say(":irc.test 353 tonle = #game :tonle anna_");
	say(":irc.test 366 tonle #game :End");
	say(":irc.test 354 tonle 472 #game a h.test anna_ H anna");
	sent();
	wait_seconds(2);
	assert_non_null(strstr(sent(), "The quiz continues"));
}

/* Two answers in a row before somebody has an account and one after are three. */
static void a_row_of_answers_goes_with_an_account(void **state)
{
	char line[256];

	(void)state;
	say(":anna!a@h.test PRIVMSG #game :!quiz start 8");
	for (int i = 0; i < 2; i++) {
		snprintf(line, sizeof line, ":anna!a@h.test PRIVMSG #game :%s", answer());
		say(line);
	}
	say(":bob!b@h.test PRIVMSG #game :no idea");
	say("@account=Anna :anna!a@h.test PRIVMSG #game :wait");
	sent();
	snprintf(line, sizeof line, "@account=Anna :anna!a@h.test PRIVMSG #game :%s", answer());
	say(line);
	assert_non_null(strstr(sent(), "Anna is right"));
	struct study_quiz quiz;
	store_quiz(bot->store, "net", "#game", &quiz);
	assert_int_equal(quiz.streak, 3);
}

/* A list that was cut in the database ends at its end. */
static void a_list_may_lack_its_last_line_feed(void **state)
{
	static const char list[] = "=mia\nanna\0bob\n";

	(void)state;
	assert_true(person_list_has(list, "=mia"));
	assert_true(person_list_has(list, "anna"));
	assert_false(person_list_has(list, "ann"));
	assert_false(person_list_has(list, "bob"));
}

static void a_timetable_is_read(void **state)
{
	static const struct {
		const char *word;
		int64_t days;
	} rows[] = {{"day", 127}, {"weekday", 31}, {"Weekend", 96}, {"mon", 1}, {"mon,thu", 9},
		{"sunday", 64}, {"Tues,SAT", 34}, {"mo", 0}, {"monday,xyz", 0}, {"", 0}};
	/* 2023-11-14 was a Tuesday; it is 22:13 in UTC */
	const int64_t evening = noon.unix, day = evening - evening % 86400;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (quiz_timetable_days(rows[i].word) != rows[i].days)
			fail_msg("%s", rows[i].word);
	assert_int_equal(quiz_timetable_next(127, 23 * 60, "", evening), day + 23 * 3600);
	assert_int_equal(quiz_timetable_next(127, 19 * 60, "", evening), day + (24 + 19) * 3600);
	assert_int_equal(quiz_timetable_next(96, 19 * 60, "", evening), day + (4 * 24 + 19) * 3600);
	assert_int_equal(quiz_timetable_next(2, 19 * 60, "", evening), day + (7 * 24 + 19) * 3600);
	assert_int_equal(
		quiz_timetable_next(127, 6 * 60, "Asia/Phnom_Penh", evening), day + 23 * 3600);
	/* a row that no verb wrote */
	assert_true(quiz_timetable_next(0, 19 * 60, "", evening) == INT64_MAX);
	assert_true(quiz_timetable_next(128, 19 * 60, "", evening) == INT64_MAX);
}

/* Right answers make it harder, wrong ones easier: the first question after two right ones has no
 * choices, the one after two misses has, if any are to be found. */
static void questions_follow_the_answers(void **state)
{
	struct study_quiz quiz;

	(void)state;
	say(":anna!a@h.test PRIVMSG #game :!quiz start 8");
	for (int i = 0; i < 3; i++) {
		char line[256];

		snprintf(line, sizeof line, ":anna!a@h.test PRIVMSG #game :%s", answer());
		say(line);
		store_quiz(bot->store, "net", "#game", &quiz);
		assert_int_equal(quiz.level, i + 1);
	}
	assert_int_equal(*quiz.letter, 0);
	for (int i = 0; i < 4; i++) {
		say(":anna!a@h.test PRIVMSG #game :skip");
		wait_seconds(4);
	}
	store_quiz(bot->store, "net", "#game", &quiz);
	assert_int_equal(quiz.level, -1);
	sent();
}

/* Points of a month are kept apart, go with an account, and are forgotten with the rest. */
static void a_season_is_a_month(void **state)
{
	struct study_score list[4];
	struct study_forgotten gone;
	struct error err;
	char line[256];
	const struct someone anna = {"net", "anna", "anna", "h.test"};

	(void)state;
	say(":anna!a@h.test PRIVMSG #game :!quiz start 8");
	snprintf(line, sizeof line, ":anna!a@h.test PRIVMSG #game :%s", answer());
	say(line);
	assert_int_equal(store_season(bot->store, "net", "#game", 202311, list, 4), 1);
	assert_string_equal(list[0].shown, "anna*");
	say("@account=Anna :anna!a@h.test PRIVMSG #game :hello");
	assert_int_equal(store_season(bot->store, "net", "#game", 202311, list, 4), 1);
	assert_string_equal(list[0].shown, "Anna");
	assert_int_equal(list[0].total, 1);
	assert_int_equal(store_season(bot->store, "net", "#game", 202312, list, 4), 0);
	assert_true(store_forget_person(bot->store, "=anna", &anna, "anna", &gone, &err));
	assert_int_equal(store_season(bot->store, "net", "#game", 202311, list, 4), 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(a_quiz_that_cannot_be_saved_ends),
		TEST(a_step_waits_for_a_short_lock),
		TEST(a_skip_does_not_replace_a_right_answer),
		TEST(it_can_be_stopped_while_nothing_can_be_saved),
		TEST(it_asks_what_it_promises),
		TEST(after_a_start_it_goes_on_for_its_players),
		TEST(after_a_start_nobody_is_greeted),
		TEST(a_quiz_of_an_older_version_is_closed),
		TEST(an_account_is_a_player_whatever_the_nick),
		TEST(a_row_of_answers_goes_with_an_account),
		TEST(a_list_may_lack_its_last_line_feed),
		TEST(a_timetable_is_read),
		TEST(questions_follow_the_answers),
		TEST(a_season_is_a_month),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
