/* SM-2 against its published values (super-memory.com/english/ol/sm2.htm). */
#include "scratch.h"

#include "study/schedule.h"

#include <math.h>

static const int64_t start = 1700000000;

static void ease_changes_as_published(void **state)
{
	/* EF' - EF for q = 5, 4, 3: +0.1, 0, -0.14; below 3 the E-factor stays */
	static const struct {
		int quality;
		double ease;
	} rows[] = {{5, 2.6}, {4, 2.5}, {3, 2.36}, {2, 2.5}, {1, 2.5}, {0, 2.5}};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct schedule after = schedule_after(schedule_new(), rows[i].quality, start);

		if (fabs(after.ease - rows[i].ease) > 1e-9)
			fail_msg("q %d: %f", rows[i].quality, after.ease);
	}
}

static void intervals_grow_as_published(void **state)
{
	/* q = 4 throughout, EF 2.5: 1, 6, 15, 37.5, 95, 237.5 … days, fractions rounded up */
	static const int64_t days[] = {1, 6, 15, 38, 95, 238};
	struct schedule card = schedule_new();
	int64_t now = start;

	(void)state;
	for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
		card = schedule_after(card, 4, now);
		assert_int_equal(card.days, days[i]);
		assert_int_equal(card.due, now + days[i] * 86400);
		now = card.due;
	}
}

static void ease_has_a_floor(void **state)
{
	struct schedule card = schedule_new();

	(void)state;
	for (int i = 0; i < 30; i++) {
		card = schedule_after(card, 3, start);
		assert_true(card.ease > 1.3 - 1e-9);
	}
	assert_true(fabs(card.ease - 1.3) < 1e-9);
}

static void what_is_forgotten_begins_anew(void **state)
{
	struct schedule card = schedule_new();

	(void)state;
	for (int i = 0; i < 4; i++)
		card = schedule_after(card, 5, start);
	double ease = card.ease;
	card = schedule_after(card, 1, start);
	assert_int_equal(card.repetitions, 0);
	assert_int_equal(card.due, start + SCHEDULE_AGAIN);
	assert_true(card.ease == ease);
	card = schedule_after(card, 4, start);
	assert_int_equal(card.days, 1);
	card = schedule_after(card, 4, start);
	assert_int_equal(card.days, 6);
}

static void grades_have_words(void **state)
{
	static const int64_t days[] = {0, 1, 1, 1};
	enum grade grade;

	(void)state;
	for (int i = 0; i < GRADES; i++) {
		assert_true(schedule_grade_named(schedule_grade_name((enum grade)i), &grade));
		assert_int_equal(grade, i);
		assert_int_equal(schedule_graded(schedule_new(), grade, start).days, days[i]);
	}
	assert_false(schedule_grade_named("fine", &grade));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ease_changes_as_published),
		cmocka_unit_test(intervals_grow_as_published),
		cmocka_unit_test(ease_has_a_floor),
		cmocka_unit_test(what_is_forgotten_begins_anew),
		cmocka_unit_test(grades_have_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
