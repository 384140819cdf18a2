/* FSRS-5 against its reference: 1200 review histories and what ts-fsrs makes of them (fsrs.tsv,
 * written by fsrs_vectors.js). */
#include "scratch.h"

#include "study/schedule.h"

#include <math.h>
#include <stdio.h>

static bool is_near(double a, double b)
{
	/* the reference rounds each step to eight places */
	return fabs(a - b) <= 1e-5 * fmax(1, fabs(b));
}

static void histories_end_as_in_the_reference(void **state)
{
	char line[512];
	size_t count = 0;
	FILE *file = fopen("tests/unit/fsrs.tsv", "r");

	(void)state;
	assert_non_null(file);
	while (fgets(line, sizeof line, file)) {
		struct schedule card = schedule_new();
		char *at = line;
		long long days, interval;
		double stability, difficulty;
		int grade, used;

		if (*line == '#')
			continue;
		while (sscanf(at, "%lld:%d%n", &days, &grade, &used) == 2) {
			card = schedule_graded(card, (enum grade)(grade - 1), days);
			at += used;
		}
		if (sscanf(at, "%lf %lf %lld", &stability, &difficulty, &interval) != 3)
			fail_msg("%s", line);
		if (!is_near(card.stability, stability) || !is_near(card.difficulty, difficulty))
			fail_msg("%f %f: %s", card.stability, card.difficulty, line);
		/* within the rounding either side of a half is right */
		double half = fabs(stability - floor(stability) - 0.5);
		if (grade > 1 && card.days != interval && half > 1e-4)
			fail_msg("%lld: %s", (long long)card.days, line);
		if (grade == 1)
			assert_int_equal(card.days, 0);
		count++;
	}
	fclose(file);
	assert_true(count >= 1000);
}

static void recall_is_nine_tenths_after_the_stability(void **state)
{
	(void)state;
	assert_true(fabs(schedule_recall(40, 40) - 0.9) < 1e-9);
	assert_true(schedule_recall(40, 0) == 1);
	assert_true(schedule_recall(40, 400) < 0.6);
}

/* The interval stays; who found a card hard under SM-2 has a difficult one. */
static void cards_of_sm2_are_carried_over(void **state)
{
	(void)state;
	struct schedule easy = schedule_from_sm2(2.8, 30), plain = schedule_from_sm2(2.5, 30),
			hard = schedule_from_sm2(1.3, 30), fresh = schedule_from_sm2(2.5, 0);

	assert_true(plain.stability == 30);
	assert_int_equal(plain.days, 30);
	assert_true(easy.difficulty < plain.difficulty && plain.difficulty < hard.difficulty);
	assert_true(easy.difficulty >= 1 && hard.difficulty <= 10);
	/* that is what difficulty means: a good answer on the day lengthens it by the ease */
	struct schedule next = schedule_graded(plain, GRADE_GOOD, 30);
	assert_true(fabs(next.stability - 30 * 2.5) < 0.5);
	assert_true(fresh.stability == 0);
	assert_true(schedule_graded(fresh, GRADE_GOOD, 0).stability == 3.173);
}

static void grades_have_words(void **state)
{
	static const int64_t days[] = {0, 1, 3, 16};
	enum grade grade;

	(void)state;
	for (int i = 0; i < GRADES; i++) {
		assert_true(schedule_grade_named(schedule_grade_name((enum grade)i), &grade));
		assert_int_equal(grade, i);
		assert_int_equal(schedule_graded(schedule_new(), grade, 0).days, days[i]);
	}
	assert_false(schedule_grade_named("fine", &grade));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(histories_end_as_in_the_reference),
		cmocka_unit_test(recall_is_nine_tenths_after_the_stability),
		cmocka_unit_test(cards_of_sm2_are_carried_over),
		cmocka_unit_test(grades_have_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
