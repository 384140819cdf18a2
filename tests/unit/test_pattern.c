#include "scratch.h"

#include "pattern/pattern.h"
#include "pattern/pattern_table.h"
#include "pattern/patterns.h"

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

	patterns_match(patterns, folded, NULL, note, &heard);
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

/* Patterns can be removed, as facts come and go. */
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
	assert_int_equal(match(patterns, "a river").count, 1);
	assert_int_equal(match(patterns, "a river").owners[0], 5);
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
	static const struct pattern_row rows[] = {{"word", "never"}, {"number", "\\d+"}};
	static struct pattern_table table = PATTERN_TABLE("test", rows);
	size_t start = 0, end = 0;

	(void)state;
	assert_true(pattern_table_find(&table, 1, "in 1993 or 1998", &start, &end));
	assert_int_equal(start, 3);
	assert_int_equal(end, 7);
	assert_false(pattern_table_find(&table, 0, "in 1993 or 1998", &start, &end));
	assert_int_equal(start, 3);
	assert_true(pattern_table_find(&table, 0, "It NEVER was", &start, &end));
	assert_int_equal(end, 8);
	pattern_table_free_all();
}

/* Letters beyond ASCII are letters, in whatever order the texts come. */
static void a_table_reads_all_letters(void **state)
{
	static const struct pattern_row rows[] = {
		{"word", "\\bri\\b"}, {"name", "^\\w+ lord$"}, {"accented", "\\brivi\u00e8re\\b"}};
	static struct pattern_table table = PATTERN_TABLE("test", rows);

	(void)state;
	for (int i = 0; i < 2; i++) {
		assert_true(pattern_table_matches(&table, 0, "the ri"));
		assert_false(pattern_table_matches(&table, 0, "the ri\u00e8"));
		assert_true(pattern_table_matches(&table, 1, "fier lord"));
		assert_true(pattern_table_matches(&table, 1, "fi\u00e8r lord"));
		assert_false(pattern_table_matches(&table, 1, "fi\u2013r lord"));
		assert_true(pattern_table_matches(&table, 2, "une RIVI\u00c8RE"));
		assert_false(pattern_table_matches(&table, 2, "une riviere"));
		assert_int_equal(pattern_table_first(&table, "fi\u00e8r lord"), 1);
	}
	pattern_table_free_all();
}

/* A pattern is run only if all of its literals are there and its owner is wanted. */
static bool is_two(void *context, int owner)
{
	(void)context;
	return owner == 2;
}

static void only_what_may_match_is_run(void **state)
{
	struct patterns *patterns = patterns_new();
	struct heard heard = {.count = 0};

	(void)state;
	patterns_add(patterns, "river.*bridge", 1);
	patterns_add(patterns, "river", 2);
	patterns_add(patterns, "lake.*river", 3);
	patterns_match(patterns, "a river, a bridge", is_two, note, &heard);
	assert_int_equal(heard.count, 1);
	assert_int_equal(heard.owners[0], 2);
	assert_int_equal(match(patterns, "a river, a bridge").count, 2);
	patterns_free(patterns);
}

/* More patterns than compiled code has room for still match. */
static void compiled_code_is_bounded(void **state)
{
	enum { MANY = 12000 };
	static char regexes[MANY][32], line[32];
	struct patterns *patterns = patterns_new();

	(void)state;
	for (int i = 0; i < MANY; i++) {
		sprintf(regexes[i], "word%dx (?:a|b|c)+ [d-k]*", i);
		patterns_add(patterns, regexes[i], i);
	}
	for (int round = 0; round < 2; round++)
		for (int i = 0; i < MANY; i++) {
			sprintf(line, "word%dx abc def", i);
			if (match(patterns, line).count != 1)
				fail_msg("%s, round %d", line, round);
		}
	assert_int_equal(patterns_quarantined(patterns), 0);
	patterns_drop(patterns, MANY - 1);
	assert_int_equal(match(patterns, line).count, 0);
	patterns_free(patterns);
}

static void a_table_gives_its_first_match(void **state)
{
	static const struct pattern_row rows[] = {
		{"date", "\\bwhen\\b|\\byear\\b"}, {"short", "^is\\b"}, {"place", "\\bwhere\\b"}};
	static struct pattern_table table = PATTERN_TABLE("test", rows);

	(void)state;
	for (int round = 0; round < 2; round++) {
		assert_int_equal(pattern_table_first(&table, "when and where"), 0);
		assert_int_equal(pattern_table_first(&table, "is it where"), 1);
		assert_int_equal(pattern_table_first(&table, "it is where"), 2);
		assert_int_equal(pattern_table_first(&table, "whence"), -1);
		assert_int_equal(pattern_table_first(&table, ""), -1);
		assert_true(pattern_table_matches(&table, 2, "where"));
		assert_false(pattern_table_matches(&table, 0, "where"));
		pattern_table_free_all(); /* and it can be used again */
	}
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
		cmocka_unit_test(only_what_may_match_is_run),
		cmocka_unit_test(compiled_code_is_bounded),
		cmocka_unit_test(a_table_gives_its_first_match),
		cmocka_unit_test(a_table_reads_all_letters),
		cmocka_unit_test(a_costly_pattern_is_known),
		cmocka_unit_test(a_match_is_found_in_its_place),
		cmocka_unit_test(a_bad_pattern_is_told_with_its_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
