#include "scratch.h"

#include "verbs/arg.h"

static void words(void **state)
{
	const char *at = "  one\ttwo  three ";
	char word[8];

	(void)state;
	assert_true(arg_word(&at, word, sizeof word));
	assert_string_equal(word, "one");
	assert_true(arg_word(&at, word, sizeof word));
	assert_string_equal(word, "two");
	assert_string_equal(at, "three ");
	assert_true(arg_word(&at, word, 3));
	assert_string_equal(word, "th");
	assert_false(arg_word(&at, word, sizeof word));
	assert_string_equal(word, "");
}

static void spans(void **state)
{
	static const struct {
		const char *text;
		int64_t seconds; /* 0: refused */
	} rows[] = {{"1", 60}, {"30m", 1800}, {"2h", 7200}, {"7d", 604800}, {"2w", 1209600},
		{"366d", 31622400}, {"367d", 0}, {"0", 0}, {"0h", 0}, {"", 0}, {"h", 0}, {"-1h", 0},
		{"1x", 0}, {"1hh", 0}, {"1 h", 0}, {"9999999", 0}, {"99999999999999999999w", 0},
		{"1.5h", 0}};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int64_t seconds = 0;

		if (arg_span(rows[i].text, &seconds) != (rows[i].seconds > 0) ||
			(rows[i].seconds && seconds != rows[i].seconds))
			fail_msg("%s: %lld", rows[i].text, (long long)seconds);
	}
}

/* What is no range stays to be read as something else. */
static void ranges(void **state)
{
	static const struct {
		const char *text;
		int64_t first, last; /* 0: refused */
		const char *rest;
	} rows[] = {{"12 dismiss", 12, 12, "dismiss"}, {"12-18 20", 12, 18, "20"},
		{"12-12", 12, 12, ""}, {"18-12 20", 0, 0, "18-12 20"}, {"12- 18", 0, 0, "12- 18"},
		{"-12", 0, 0, "-12"}, {"0-4", 0, 0, "0-4"}, {"a-b", 0, 0, "a-b"}, {"", 0, 0, ""}};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *at = rows[i].text;
		int64_t first = 0, last = 0;

		if (arg_range(&at, &first, &last) != (rows[i].first > 0) ||
			strcmp(at, rows[i].rest) != 0 ||
			(rows[i].first && (first != rows[i].first || last != rows[i].last)))
			fail_msg("%s: %lld-%lld, then \"%s\"", rows[i].text, (long long)first,
				(long long)last, at);
	}
}

static void numbers_and_days(void **state)
{
	static const char *const numbers[] = {"", "0", "-1", "+1", " 1", "1 ", "1a", "1234567890"};
	static const char *const days[] = {"2026-02-29", "2026-13-01", "2026-00-01", "2026-04-31",
		"2026-4-1", "26-04-01", "2026-04-01x", "0000-01-01", "2026/04/01", "",
		"1900-02-29"};
	char when[ARG_WHEN];
	int64_t number;

	(void)state;
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		if (arg_number(numbers[i], &number))
			fail_msg("%s", numbers[i]);
	assert_true(arg_number("123456789", &number));
	assert_int_equal(number, 123456789);
	for (size_t i = 0; i < sizeof days / sizeof *days; i++)
		if (arg_is_day(days[i]))
			fail_msg("%s", days[i]);
	assert_true(arg_is_day("2028-02-29"));
	assert_true(arg_is_day("2000-02-29"));
	assert_true(arg_is_day("2026-12-31"));
	assert_string_equal(arg_when(1700000000, when), "2023-11-14 22:13 UTC");
	assert_string_equal(arg_day(1700000000, when), "2023-11-14");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words),
		cmocka_unit_test(spans),
		cmocka_unit_test(ranges),
		cmocka_unit_test(numbers_and_days),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
