#include "scratch.h"

#include "people/limit.h"
#include "talk/ambient.h"
#include "talk/context.h"

#include <stdio.h>
#include <string.h>

static void eight_at_once_then_one_word_then_silence(void **state)
{
	static struct limit limit;
	struct timestamp now = {.ms = 5000};

	(void)state;
	for (int i = 0; i < LIMIT_BURST; i++)
		assert_int_equal(limit_ask(&limit, "net", "alice", now), LIMIT_FINE);
	assert_int_equal(limit_ask(&limit, "net", "alice", now), LIMIT_TELL);
	assert_int_equal(limit_ask(&limit, "net", "alice", now), LIMIT_SILENT);
	assert_int_equal(limit_ask(&limit, "net", "bob", now), LIMIT_FINE);
	assert_int_equal(limit_ask(&limit, "other", "alice", now), LIMIT_FINE);
	now.ms += LIMIT_INTERVAL_MS;
	assert_int_equal(limit_ask(&limit, "net", "alice", now), LIMIT_FINE);
	assert_int_equal(limit_ask(&limit, "net", "alice", now), LIMIT_TELL);
}

/* A bucket fills by one every three seconds, up to eight; a clock that jumps back takes nothing. */
static void patience_is_earned_back(void **state)
{
	static const struct {
		int64_t after_ms;
		int fine; /* how many are answered then */
	} rows[] = {{0, 8}, {2999, 0}, {1, 1}, {9000, 3}, {-100000, 0}, {6000, 2}, {10000000, 8}};
	static struct limit limit;
	struct timestamp now = {.ms = 0};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int fine = 0;

		now.ms += rows[i].after_ms;
		while (fine < 20 && limit_ask(&limit, "net", "alice", now) == LIMIT_FINE)
			fine++;
		if (fine != rows[i].fine)
			fail_msg("row %zu: %d", i, fine);
	}
}

/* Many people at one moment, be it the first of the clock: each has a bucket, the last 128 keep
 * theirs. */
static void those_heard_last_are_remembered(void **state)
{
	(void)state;
	for (int64_t start = 0; start <= 5000; start += 5000) {
		static struct limit limit;
		struct timestamp now = {.ms = start};
		char nick[16];

		memset(&limit, 0, sizeof limit);
		for (int round = 0; round < LIMIT_BURST; round++)
			for (int i = 0; i < LIMIT_PEOPLE; i++) {
				snprintf(nick, sizeof nick, "n%d", i);
				assert_int_equal(limit_ask(&limit, "net", nick, now), LIMIT_FINE);
			}
		for (int i = 0; i < LIMIT_PEOPLE; i++) {
			now.ms = start + i;
			snprintf(nick, sizeof nick, "n%d", i);
			assert_int_equal(limit_ask(&limit, "net", nick, now), LIMIT_TELL);
		}
		assert_int_equal(limit_ask(&limit, "net", "stranger", now), LIMIT_FINE);
		assert_int_equal(limit_ask(&limit, "net", "n1", now), LIMIT_SILENT);
		assert_int_equal(limit_ask(&limit, "net", "n0", now), LIMIT_FINE); /* forgotten */
	}
}

static void what_was_said_is_kept_for_ten_minutes(void **state)
{
	static struct memory memory;
	struct timestamp now = {.ms = 1000}, later = {.ms = 1000 + CONTEXT_MS + 1};

	(void)state;
	strcpy(context_new(&memory, "net", "#c", "alice", now)->fact, "one");
	assert_string_equal(context_find(&memory, "net", "#c", "alice", now)->fact, "one");
	assert_string_equal(context_find(&memory, "net", "#c", "bob", now)->fact, "one");
	assert_null(context_own(&memory, "net", "#c", "bob", now));
	assert_null(context_find(&memory, "net", "#d", "alice", now));
	assert_null(context_find(&memory, "net", "#c", "alice", later));
}

static void the_oldest_is_forgotten_first(void **state)
{
	static struct memory memory;
	char nick[16];

	(void)state;
	for (int i = 0; i <= CONTEXT_ENTRIES; i++) {
		snprintf(nick, sizeof nick, "n%d", i);
		context_new(&memory, "net", nick, nick, (struct timestamp){.ms = 1000 + i});
	}
	assert_null(context_own(&memory, "net", "n0", "n0", (struct timestamp){.ms = 2000}));
	assert_non_null(context_own(&memory, "net", "n1", "n1", (struct timestamp){.ms = 2000}));
}

/* One after another at one moment, be it the first of the clock: nobody pushes another out. */
static void those_of_one_moment_have_room(void **state)
{
	static struct memory memory;
	char nick[16];

	(void)state;
	for (int i = 0; i < CONTEXT_ENTRIES; i++) {
		snprintf(nick, sizeof nick, "n%d", i);
		context_new(&memory, "net", "#c", nick, (struct timestamp){.ms = 0});
	}
	for (int i = 0; i < CONTEXT_ENTRIES; i++) {
		snprintf(nick, sizeof nick, "n%d", i);
		assert_non_null(
			context_own(&memory, "net", "#c", nick, (struct timestamp){.ms = 0}));
	}
}

/* A person's own comes before what was said later to others; of those, the last. */
static void ones_own_comes_first(void **state)
{
	static struct memory memory;
	struct timestamp now = {.ms = 100};

	(void)state;
	strcpy(context_new(&memory, "net", "#c", "alice", now)->fact, "one");
	now.ms++;
	strcpy(context_new(&memory, "net", "#c", "bob", now)->fact, "two");
	now.ms++;
	strcpy(context_new(&memory, "net", "#d", "carol", now)->fact, "three");
	strcpy(context_new(&memory, "other", "#c", "dave", now)->fact, "four");
	assert_string_equal(context_find(&memory, "net", "#c", "alice", now)->fact, "one");
	assert_string_equal(context_find(&memory, "net", "#c", "eve", now)->fact, "two");
	assert_null(context_find(&memory, "net", "carol", "carol", now));
	struct exchange *it = context_new(&memory, "net", "#c", "alice", now);
	assert_string_equal(it->fact, ""); /* a blank one, in the old one's place */
	assert_int_equal(it->ms, now.ms);
	assert_ptr_equal(context_own(&memory, "net", "#c", "alice", now), it);
}

static bool is_bob_or_weird(void *context, const char *nick)
{
	size_t *asked = context;

	++*asked;
	return strcmp(nick, "bob") == 0 || strcmp(nick, "[we]-ird") == 0;
}

static void whoever_is_named_is_left_in_peace(void **state)
{
	static const struct {
		const char *line;
		bool named;
	} rows[] = {{"bob: who is Hun Sen?", true}, {"who is Hun Sen, bob?", true}, {"bob", true},
		{"@bob who?", true}, {"ask [we]-ird!", true}, {"bobby: who is Hun Sen?", false},
		{"kabob", false}, {"who is Hun Sen?", false}, {"", false}, {"?!", false}};
	size_t asked = 0;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_int_equal(ambient_names_somebody(rows[i].line, is_bob_or_weird, &asked),
			rows[i].named);
	assert_true(asked > 10);
}

static void ambient_it_speaks_seldom(void **state)
{
	static struct ambient ambient;
	struct timestamp now = {.ms = 5000000};

	(void)state;
	assert_true(ambient_may_tell(&ambient, "net", "#c", "one", now));
	assert_false(ambient_may_tell(&ambient, "net", "#c", "two", now));
	assert_true(ambient_may_tell(&ambient, "net", "#d", "one", now));
	assert_true(ambient_may_tell(&ambient, "other", "#c", "one", now));
	now.ms += AMBIENT_CHANNEL_MS - 1;
	assert_false(ambient_may_tell(&ambient, "net", "#c", "two", now));
	now.ms++;
	assert_false(ambient_may_tell(&ambient, "net", "#c", "one", now));
	assert_true(ambient_may_tell(&ambient, "net", "#c", "two", now));
	now.ms += AMBIENT_FACT_MS;
	assert_true(ambient_may_tell(&ambient, "net", "#c", "one", now));
	for (int i = 0; i < 3 * AMBIENT_TOLD; i++) { /* the oldest is forgotten first */
		char channel[16];

		snprintf(channel, sizeof channel, "#%d", i);
		assert_true(ambient_may_tell(&ambient, "net", channel, "one", now));
		assert_false(ambient_may_tell(&ambient, "net", channel, "one", now));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(eight_at_once_then_one_word_then_silence),
		cmocka_unit_test(what_was_said_is_kept_for_ten_minutes),
		cmocka_unit_test(patience_is_earned_back),
		cmocka_unit_test(those_heard_last_are_remembered),
		cmocka_unit_test(those_of_one_moment_have_room),
		cmocka_unit_test(ones_own_comes_first),
		cmocka_unit_test(whoever_is_named_is_left_in_peace),
		cmocka_unit_test(ambient_it_speaks_seldom),
		cmocka_unit_test(the_oldest_is_forgotten_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
