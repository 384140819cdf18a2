/* The fact of the day: one about this day of the year, if there is any. */
#include "study_fixture.h"

#include "learn/daily.h"

static void a_day_has_its_fact(void **state)
{
	const int64_t april = 19830; /* 2024-04-17; the facts have 1975-04-17 */
	bool dated;

	(void)state;
	int at = daily_fact(facts, april, &dated);
	assert_true(at >= 0 && dated);
	assert_non_null(strstr(facts->profiles[at].fact->when, "-04-17"));
	assert_int_equal(daily_fact(facts, april, &dated), at);
}

static void any_other_day_has_some_fact(void **state)
{
	size_t other = 0, plain = 0;
	int last = -1;
	bool dated;

	(void)state;
	for (int64_t day = 20000; day < 20100; day++) {
		int at = daily_fact(facts, day, &dated);

		assert_true(at >= 0 && (size_t)at < facts->count);
		plain += !dated;
		other += at != last;
		last = at;
	}
	assert_true(plain > 20 && other > 90);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_day_has_its_fact),
		cmocka_unit_test(any_other_day_has_some_fact),
	};

	return cmocka_run_group_tests(tests, facts_setup, facts_teardown);
}
