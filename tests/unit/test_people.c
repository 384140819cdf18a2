#include "scratch.h"

#include "people/limit.h"
#include "people/memory.h"

#include <stdio.h>
#include <string.h>

static void eight_at_once_then_one_word_then_silence(void **state)
{
	static struct limit limit;
	struct moment now = {.ms = 5000};

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

static void what_was_said_is_kept_for_ten_minutes(void **state)
{
	static struct memory memory;
	struct moment now = {.ms = 1000}, later = {.ms = 1000 + MEMORY_MS + 1};

	(void)state;
	strcpy(memory_new(&memory, "net", "#c", "alice", now)->fact, "one");
	assert_string_equal(memory_find(&memory, "net", "#c", "alice", now)->fact, "one");
	assert_string_equal(memory_find(&memory, "net", "#c", "bob", now)->fact, "one");
	assert_null(memory_own(&memory, "net", "#c", "bob", now));
	assert_null(memory_find(&memory, "net", "#d", "alice", now));
	assert_null(memory_find(&memory, "net", "#c", "alice", later));
}

static void the_oldest_is_forgotten_first(void **state)
{
	static struct memory memory;
	char nick[16];

	(void)state;
	for (int i = 0; i <= MEMORY_ENTRIES; i++) {
		snprintf(nick, sizeof nick, "n%d", i);
		memory_new(&memory, "net", nick, nick, (struct moment){.ms = 1000 + i});
	}
	assert_null(memory_own(&memory, "net", "n0", "n0", (struct moment){.ms = 2000}));
	assert_non_null(memory_own(&memory, "net", "n1", "n1", (struct moment){.ms = 2000}));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(eight_at_once_then_one_word_then_silence),
		cmocka_unit_test(what_was_said_is_kept_for_ten_minutes),
		cmocka_unit_test(the_oldest_is_forgotten_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
