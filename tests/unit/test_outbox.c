/* The outbox: bounded, paced, ordered by urgency, with lines cut to what others receive. */
#include "wire/outbox.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char *take(struct outbox *box, int64_t ms)
{
	const char *tags;

	return outbox_take(box, (struct timestamp){.ms = ms}, &tags);
}

static void urgent_lines_go_first(void **state)
{
	struct outbox *box = outbox_new(5, 0);

	(void)state;
	outbox_raw(box, URGENCY_BULK, "bulk");
	outbox_say(box, URGENCY_REPLY, "PRIVMSG", "#c", "one", "");
	outbox_say(box, URGENCY_REPLY, "PRIVMSG", "#c", "two", "");
	outbox_raw(box, URGENCY_CONTROL, "JOIN #c");
	assert_int_equal(outbox_waiting(box), 4);
	assert_string_equal(take(box, 0), "JOIN #c");
	assert_string_equal(take(box, 0), "PRIVMSG #c :one");
	assert_string_equal(take(box, 0), "PRIVMSG #c :two");
	assert_string_equal(take(box, 0), "bulk");
	assert_null(take(box, 0));
	outbox_free(box);
}

static void the_pace_is_a_bucket(void **state)
{
	static const struct {
		int64_t ms;
		bool line;
	} turns[] = {{5000, true}, {5000, true}, {5000, true}, {5000, false}, {6999, false},
		{7000, true}, {7000, false}, {11000, true}, {11000, true}, {11000, false},
		{10000, false}, /* a clock that goes back does no harm */
		{100000, true}, {100000, true}, {100000, true}, {100000, false}};
	struct outbox *box = outbox_new(3, 2000);

	(void)state;
	for (size_t i = 0; i < 20; i++)
		outbox_raw(box, URGENCY_REPLY, "x");
	for (size_t i = 0; i < sizeof turns / sizeof *turns; i++)
		if ((take(box, turns[i].ms) != NULL) != turns[i].line)
			fail_msg("turn %zu at %d ms", i, (int)turns[i].ms);
	outbox_free(box);
}

static void the_wait_is_told(void **state)
{
	struct outbox *box = outbox_new(1, 2000);
	struct timestamp now = {.ms = 50};

	(void)state;
	assert_int_equal(outbox_wait_ms(box, now), -1);
	outbox_raw(box, URGENCY_REPLY, "x");
	outbox_raw(box, URGENCY_REPLY, "y");
	assert_int_equal(outbox_wait_ms(box, now), 0);
	assert_non_null(take(box, 50));
	assert_int_equal(outbox_wait_ms(box, now), 2000);
	now.ms = 1050;
	assert_int_equal(outbox_wait_ms(box, now), 1000);
	outbox_charge(box, now); /* credit 1000 - 2000 */
	assert_int_equal(outbox_wait_ms(box, now), 3000);
	for (int i = 0; i < 100; i++) /* PING after PING: one line in debt at most */
		outbox_charge(box, now);
	assert_int_equal(outbox_wait_ms(box, now), 4000);
	outbox_free(box);
}

static void it_is_bounded(void **state)
{
	static const size_t most[URGENCY_COUNT] = {32, 32, 64};
	struct outbox *box = outbox_new(5, 0);
	char line[8];

	(void)state;
	for (int urgency = 0; urgency < URGENCY_COUNT; urgency++)
		for (size_t i = 0; i < 100; i++) {
			snprintf(line, sizeof line, "%zu", i);
			assert_true(outbox_raw(box, (enum urgency)urgency, line) ==
				    (i < most[urgency]));
		}
	assert_int_equal(outbox_waiting(box), 128);
	assert_int_equal(outbox_dropped(box), 300 - 128);
	assert_string_equal(take(box, 0), "0"); /* what came last is what was dropped */
	assert_string_equal(take(box, 0), "1");
	outbox_reset(box);
	assert_int_equal(outbox_waiting(box), 0);
	assert_null(take(box, 0));
	outbox_free(box);
}

static const struct {
	const char *command, *target, *text, *line; /* NULL: refused */
} said[] = {
	{"PRIVMSG", "#c", "hello there", "PRIVMSG #c :hello there"},
	{"NOTICE", "nick", "a\r\nQUIT :b", "NOTICE nick :a  QUIT :b"},
	{"PRIVMSG", "#c", ":)", "PRIVMSG #c ::)"},
	{"PRIVMSG", "#c", "", NULL},
	{"PRIVMSG", "#c", " \r\n ", NULL},
	{"PRIVMSG", "", "x", NULL},
	{"PRIVMSG", "#c x", "x", NULL},
	{"PRIVMSG", ":c", "x", NULL},
	{"PRIVMSG", "#c\r\nQUIT", "x", NULL},
};

static void nothing_begins_a_second_line(void **state)
{
	struct outbox *box = outbox_new(5, 0);

	(void)state;
	for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
		bool done = outbox_say(
			box, URGENCY_REPLY, said[i].command, said[i].target, said[i].text, "");
		const char *line = take(box, 0);

		assert_true(done == (said[i].line != NULL));
		if (said[i].line)
			assert_string_equal(line, said[i].line);
		else
			assert_null(line);
	}
	assert_true(outbox_raw(box, URGENCY_CONTROL, "JOIN #c\nQUIT"));
	assert_string_equal(take(box, 0), "JOIN #c QUIT");
	assert_false(outbox_raw(box, URGENCY_CONTROL, ""));
	outbox_free(box);
}

static void text_is_cut_to_what_others_see(void **state)
{
	struct outbox *box = outbox_new(5, 0);
	char text[1200], line[600];

	(void)state;
	for (size_t at = 0; at + 3 < sizeof text; at += 3)
		memcpy(text + at, "ក", 4);
	for (size_t prefix = 20; prefix < 120; prefix++) {
		outbox_prefix_length(box, prefix);
		size_t room = outbox_room(box, "PRIVMSG", "#c");
		assert_int_equal(prefix + strlen("PRIVMSG #c :") + room + 2, 512);
		assert_true(outbox_say(box, URGENCY_REPLY, "PRIVMSG", "#c", text, ""));
		strcpy(line, take(box, 0));
		size_t length = strlen(line);
		assert_true(prefix + length + 2 <= 512);
		assert_true(prefix + length + 2 > 512 - 3);
		assert_string_equal(line + length - 3, "…");
		assert_memory_equal(line + length - 6, "ក", 3);

		text[room] = '\0'; /* what just fits is not cut */
		assert_true(outbox_say(box, URGENCY_REPLY, "PRIVMSG", "#c", text, ""));
		assert_string_equal(take(box, 0) + strlen("PRIVMSG #c :"), text);
		memcpy(text + room / 3 * 3, "ក", 3);
	}
	outbox_free(box);
}

static void absurd_prefixes_and_targets_are_refused(void **state)
{
	struct outbox *box = outbox_new(5, 0);
	char target[600];

	(void)state;
	memset(target, 't', sizeof target - 1);
	target[sizeof target - 1] = '\0';
	assert_int_equal(outbox_room(box, "PRIVMSG", target), 0);
	assert_false(outbox_say(box, URGENCY_REPLY, "PRIVMSG", target, "x", ""));
	outbox_prefix_length(box, 100000);
	assert_false(outbox_say(box, URGENCY_REPLY, "PRIVMSG", "#c", "x", ""));
	outbox_free(box);
}

static void replies_carry_their_tag(void **state)
{
	struct outbox *box = outbox_new(5, 0);
	struct timestamp now = {0};
	const char *tags;

	(void)state;
	outbox_say(box, URGENCY_REPLY, "PRIVMSG", "#c", "x", "id;1 2");
	outbox_say(box, URGENCY_REPLY, "PRIVMSG", "#c", "x", "");
	assert_non_null(outbox_take(box, now, &tags));
	assert_string_equal(tags, "+draft/reply=id\\:1\\s2;+reply=id\\:1\\s2");
	assert_non_null(outbox_take(box, now, &tags));
	assert_string_equal(tags, "");
	outbox_free(box);
}

/* Lines for one delay those for another by one; a full queue drops from whoever has most. */
static void it_is_fair(void **state)
{
	struct outbox *box = outbox_new(100, 0);
	const struct timestamp now = {.ms = 1};
	const char *tags;
	char order[64] = "";

	(void)state;
	outbox_owner(box, 1, 1);
	for (int i = 0; i < 32; i++)
		assert_true(outbox_say(box, URGENCY_REPLY, "PRIVMSG", "#c", "e", ""));
	assert_false(outbox_say(box, URGENCY_REPLY, "PRIVMSG", "#c", "e", ""));
	outbox_owner(box, 2, 2);
	for (int i = 0; i < 3; i++)
		assert_true(outbox_say(box, URGENCY_REPLY, "PRIVMSG", "#c", "b", ""));
	outbox_owner(box, 3, 3);
	assert_true(outbox_say(box, URGENCY_REPLY, "PRIVMSG", "#c", "c", ""));
	assert_int_equal(outbox_dropped(box), 5);
	for (int i = 0; i < 8; i++) {
		const char *line = outbox_take(box, now, &tags);

		assert_non_null(line);
		strcat(order, line + strlen("PRIVMSG #c :"));
	}
	assert_string_equal(order, "ebcebebe");
	/* nor do replies for one keep notices from another */
	outbox_owner(box, 4, 4);
	assert_true(outbox_say(box, URGENCY_BULK, "NOTICE", "m", "n", ""));
	assert_string_equal(outbox_take(box, now, &tags), "NOTICE m :n");
	assert_string_equal(outbox_take(box, now, &tags), "PRIVMSG #c :e");
	outbox_free(box);
}

/* Many owners at one host are served in turn there, and delay another host's by one line. */
static void it_is_fair_to_hosts(void **state)
{
	struct outbox *box = outbox_new(100, 0);
	const struct timestamp now = {.ms = 1};
	const char *tags;
	char order[64] = "", text[2] = "";

	(void)state;
	for (uint64_t owner = 0; owner < 40; owner++) {
		outbox_owner(box, 100 + owner % 20, 7);
		*text = (char)('a' + owner % 20);
		outbox_say(box, URGENCY_REPLY, "PRIVMSG", "#c", text, "");
	}
	assert_int_equal(outbox_dropped(box), 8);
	outbox_owner(box, 1, 1);
	for (int i = 0; i < 2; i++)
		assert_true(outbox_say(box, URGENCY_REPLY, "PRIVMSG", "#c", "X", ""));
	outbox_owner(box, 130, 7); /* another one there: in the place of one who has two */
	assert_true(outbox_say(box, URGENCY_REPLY, "PRIVMSG", "#c", "Y", ""));
	for (int i = 0; i < 24; i++)
		strcat(order, outbox_take(box, now, &tags) + strlen("PRIVMSG #c :"));
	assert_string_equal(order, "aXbXcdefghijklmnopqrstYa");
	outbox_free(box);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(urgent_lines_go_first),
		cmocka_unit_test(the_pace_is_a_bucket),
		cmocka_unit_test(the_wait_is_told),
		cmocka_unit_test(it_is_bounded),
		cmocka_unit_test(nothing_begins_a_second_line),
		cmocka_unit_test(text_is_cut_to_what_others_see),
		cmocka_unit_test(absurd_prefixes_and_targets_are_refused),
		cmocka_unit_test(replies_carry_their_tag),
		cmocka_unit_test(it_is_fair),
		cmocka_unit_test(it_is_fair_to_hosts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
