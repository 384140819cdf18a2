/* Dates of facts, as precise as a source gives them. */
#include "base/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void dates_are_read_and_said(void **state)
{
	static const struct {
		const char *when;
		int first, last;
		const char *words;
	} rows[] = {
		{"2004", 20040101, 20041231, "2004"},
		{"2004-10", 20041001, 20041031, "October 2004"},
		{"1991-10-23", 19911023, 19911023, "23 October 1991"},
		{"2000-02", 20000201, 20000229, "February 2000"},
		{"1900-02", 19000201, 19000228, "February 1900"},
		{"1969-03/1973-08", 19690301, 19730831, "March 1969 – August 1973"},
		{"1970/1975", 19700101, 19751231, "1970 – 1975"},
		{"2017-09-03/2017-09-12", 20170903, 20170912,
			"3 September 2017 – 12 September 2017"},
	};
	struct date_span span;
	char words[64];

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_true(date_read(rows[i].when, &span));
		assert_int_equal(span.first, rows[i].first);
		assert_int_equal(span.last, rows[i].last);
		assert_true(date_words(rows[i].when, words, sizeof words));
		assert_string_equal(words, rows[i].words);
	}
}

static void what_is_no_date_is_refused(void **state)
{
	static const char *const rows[] = {"", "204", "20040", "2004-", "2004-1", "2004-13",
		"2004-00", "2004-02-30", "1900-02-29", "2004-10-", "2004-10-01-", "2004/", "/2004",
		"1975/1970", "2004-10/2004-09", "1970/1975/1980", "0000", "in 2004", "2004 "};
	struct date_span span;
	char words[64];

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (date_read(rows[i], &span))
			fail_msg("\"%s\" is taken for a date", rows[i]);
	assert_false(date_words("soon", words, sizeof words));
	assert_string_equal(words, "");
}

static void whole_names_of_months_are_recognised(void **state)
{
	static const char *const others[] = {"", "sept", "mar", "mays", "january ", "day"};

	(void)state;
	for (int month = 1; month <= 12; month++) {
		assert_true(date_is_month(date_month(month)));
		assert_non_null(strcasestr("|" DATE_MONTHS "|", date_month(month)));
	}
	assert_true(date_is_month("october"));
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_false(date_is_month(others[i]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_are_read_and_said),
		cmocka_unit_test(what_is_no_date_is_refused),
		cmocka_unit_test(whole_names_of_months_are_recognised),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
