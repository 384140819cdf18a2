#include "scratch.h"

#include "ask/pattern.h"

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

static void a_bad_pattern_is_told_with_its_place(void **state)
{
	struct fault why;

	(void)state;
	assert_false(pattern_check("who(", &why));
	assert_non_null(strstr(why.text, "/who(/"));
	assert_non_null(strstr(why.text, "character"));
	assert_true(pattern_check("who", &why));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_index_finds_what_pcre2_would),
		cmocka_unit_test(a_hostile_pattern_is_stopped_and_switched_off),
		cmocka_unit_test(a_bad_pattern_is_told_with_its_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
