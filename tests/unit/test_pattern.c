#include "scratch.h"

#include "pattern/pattern.h"

#include <string.h>

struct heard {
	int owners[8];
	size_t count;
};

static void note(void *context, int owner, const char *regex)
{
	struct heard *heard = context;

	(void)regex;
	heard->owners[heard->count++] = owner;
}

static struct heard match(struct patterns *patterns, const char *folded)
{
	struct heard heard = {.count = 0};

	patterns_match(patterns, folded, note, &heard);
	return heard;
}

static void the_index_finds_what_pcre2_would(void **state)
{
	struct patterns *patterns = patterns_new();
	struct heard heard;

	(void)state;
	patterns_add(patterns, "\\bwho\\b.*\\b(?:succeed|follow)\\w* sihanouk", 1);
	patterns_add(patterns, "^(?=.*\\bjapan)(?=.*\\bdonor).*", 2);
	patterns_add(patterns, "^\\w+$", 3); /* requires no word: tried on every line */
	heard = match(patterns, "who succeeded sihanouk");
	assert_int_equal(heard.count, 1);
	assert_int_equal(heard.owners[0], 1);
	heard = match(patterns, "top donor japan");
	assert_int_equal(heard.count, 1);
	assert_int_equal(heard.owners[0], 2);
	assert_int_equal(match(patterns, "japan and sihanouk").count, 0);
	assert_int_equal(match(patterns, "word").owners[0], 3);
	patterns_free(patterns);
}

static void a_hostile_pattern_is_stopped_and_switched_off(void **state)
{
	struct patterns *patterns = patterns_new();
	char line[PATTERN_TEXT_MAX + 1];

	(void)state;
	memset(line, 'a', sizeof line);
	memcpy(line + sizeof line - 2, "!", 2);
	patterns_add(patterns, "(a+)+$", 1);
	patterns_add(patterns, "aaaa", 2);
	assert_int_equal(match(patterns, line).count, 1);
	assert_int_equal(patterns_quarantined(patterns), 1);
	assert_int_equal(
		match(patterns, "aaaa").count, 1); /* the other goes on, that one does not */
	patterns_free(patterns);
}

static void quarantined(void *context, int owner, const char *regex)
{
	(void)owner;
	strcpy(context, regex);
}

/* Patterns can be taken out and their owners moved, as facts come and go. */
static void patterns_come_and_go(void **state)
{
	struct patterns *patterns = patterns_new();
	char line[PATTERN_TEXT_MAX + 1], off[40] = "";

	(void)state;
	memset(line, 'a', sizeof line);
	memcpy(line + sizeof line - 2, "!", 2);
	patterns_add(patterns, "(a+)+$", 1);
	patterns_add(patterns, "river", 2);
	patterns_add(patterns, "river", 5);
	match(patterns, line);
	patterns_each_quarantined(patterns, quarantined, off);
	assert_string_equal(off, "(a+)+$");
	patterns_drop(patterns, 1);
	assert_int_equal(patterns_quarantined(patterns), 0);
	*off = '\0';
	patterns_each_quarantined(patterns, quarantined, off);
	assert_string_equal(off, "");
	patterns_drop(patterns, 2);
	patterns_shift(patterns, 3, -1);
	assert_int_equal(match(patterns, "a river").count, 1);
	assert_int_equal(match(patterns, "a river").owners[0], 4);
	patterns_free(patterns);
}

static void a_costly_pattern_is_known(void **state)
{
	struct pattern *costly = pattern_new("(a+)+ lord", NULL);
	struct pattern *cheap = pattern_new("\\ba+ lord", NULL);
	char line[PATTERN_TEXT_MAX + 1];

	(void)state;
	memset(line, 'a', sizeof line);
	line[PATTERN_TEXT_MAX] = '\0';
	assert_false(pattern_exhausts(costly, line)); /* no 'd' in it: PCRE2 does not begin */
	line[PATTERN_TEXT_MAX - 1] = 'd';
	assert_true(pattern_exhausts(costly, line));
	assert_false(pattern_exhausts(costly, "aaa lord"));
	assert_false(pattern_exhausts(cheap, line));
	pattern_free(costly);
	pattern_free(cheap);
}

static void a_match_is_found_in_its_place(void **state)
{
	struct pattern *slot = NULL;
	size_t start, end;

	(void)state;
	assert_true(pattern_find(pattern_once(&slot, "\\d+"), "in 1993 or 1998", &start, &end));
	assert_int_equal(start, 3);
	assert_int_equal(end, 7);
	assert_ptr_equal(pattern_once(&slot, "\\d+"), slot);
	assert_false(pattern_find(slot, "never", &start, &end));
	pattern_free(slot);
}

static void a_bad_pattern_is_told_with_its_place(void **state)
{
	struct error err;

	(void)state;
	assert_false(pattern_check("who(", &err));
	assert_non_null(strstr(err.text, "/who(/"));
	assert_non_null(strstr(err.text, "character"));
	assert_true(pattern_check("who", &err));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_index_finds_what_pcre2_would),
		cmocka_unit_test(a_hostile_pattern_is_stopped_and_switched_off),
		cmocka_unit_test(patterns_come_and_go),
		cmocka_unit_test(a_costly_pattern_is_known),
		cmocka_unit_test(a_match_is_found_in_its_place),
		cmocka_unit_test(a_bad_pattern_is_told_with_its_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
