/* Dates and ranges as people type them. */
#include "base/when.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void dates_are_read(void **state)
{
	static const struct {
		const char *text;
		int first, last;
	} rows[] = {
		{"1991", 19910101, 19911231},
		{"1991-10", 19911001, 19911031},
		{" 1991-10-23", 19911023, 19911023},
		{"October 1991", 19911001, 19911031},
		{"oct 1991", 19911001, 19911031},
		{"23 october 1991", 19911023, 19911023},
		{"Oct. 23rd, 1991", 19911023, 19911023},
		{"the 1st of Sept 1993", 19930901, 19930901},
	};
	struct when when;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (!when_read(rows[i].text, &when))
			fail_msg("\"%s\" is taken for no date", rows[i].text);
		assert_int_equal(when.span.first, rows[i].first);
		assert_int_equal(when.span.last, rows[i].last);
		assert_int_equal(when.day, 0);
	}
	assert_true(when_read("July 4", &when));
	assert_int_equal(when.month * 100 + when.day, 704);
	assert_true(when_read("29 February", &when));
}

static void what_is_no_date_is_none(void **state)
{
	static const char *const rows[] = {"", "what happened", "31 June 1990", "30 february", "23",
		"october", "1991 1992", "may june", "23 october 1991 please", "12345", "1970/1975",
		"ma"};
	struct when when;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (when_read(rows[i], &when))
			fail_msg("\"%s\" is taken for a date", rows[i]);
}

static void an_anniversary_asks_for_the_day(void **state)
{
	struct date_span day = {19911023, 19911023}, year = {19910101, 19911231};
	struct when when;

	(void)state;
	assert_true(when_read("23 October", &when));
	assert_true(when_overlaps(&when, &day));
	assert_false(when_overlaps(&when, &year));
	assert_true(when_read("1991-10-23", &when));
	assert_true(when_overlaps(&when, &day));
	assert_true(when_overlaps(&when, &year)); /* within it */
	assert_true(when_read("1992", &when));
	assert_false(when_overlaps(&when, &year));
}

static void ranges_are_read(void **state)
{
	static const struct {
		const char *text;
		int first, last;
		const char *words;
	} rows[] = {
		{"", 0, 99991231, ""},
		{"1990", 19900101, 99991231, ""},
		{"since 1990", 19900101, 99991231, ""},
		{"1990 2000", 19900101, 20001231, ""},
		{"1990-2000", 19900101, 20001231, ""},
		{"2000 1990", 19900101, 20001231, ""},
		{"2000-03 1990-05", 19900501, 20000331, ""},
		{"from 1990-05 to 2000-02-03", 19900501, 20000203, ""},
		{"between 1990 and 2000 about US aid", 19900101, 20001231, "US aid"},
		{"About hun sen", 0, 99991231, "hun sen"},
	};
	static const char *const refused[] = {
		"of relations", "1990 2000 2010", "nineties", "1990-2000 1999", "1990-13"};
	struct date_span span;
	const char *words;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (!when_read_range(rows[i].text, &span, &words))
			fail_msg("\"%s\" is taken for no range", rows[i].text);
		assert_int_equal(span.first, rows[i].first);
		assert_int_equal(span.last, rows[i].last);
		assert_string_equal(words, rows[i].words);
	}
	assert_true(when_read_range("the 1990s", &span, &words));
	assert_int_equal(span.first, 19900101);
	assert_int_equal(span.last, 19991231);
	assert_false(when_read_range("1995s", &span, &words));
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		if (when_read_range(refused[i], &span, &words))
			fail_msg("\"%s\" is taken for a range", refused[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_are_read),
		cmocka_unit_test(what_is_no_date_is_none),
		cmocka_unit_test(an_anniversary_asks_for_the_day),
		cmocka_unit_test(ranges_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
