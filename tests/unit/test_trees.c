/* trees_correction: whether the best sentence of a plain text is an answer at all. */
#include "scratch.h"

#include "ask/trees.h"

static float with(enum trees_evidence which, float value)
{
	float evidence[TREES_EVIDENCE] = {0};

	evidence[which] = value;
	return trees_correction(evidence);
}

static void test_linear(void **state)
{
	(void)state;
	float none = with(TREES_SCORE, 0), one = with(TREES_SCORE, 1), two = with(TREES_SCORE, 2);

	assert_float_equal(two - one, one - none, 1e-4f);
	assert_true(one < none); /* the trees are too sure of what they say */
	assert_true(one - none > -1);
}

static void test_rival(void **state)
{
	(void)state;
	assert_true(with(TREES_SCORE_LEAD, 2) > with(TREES_SCORE_LEAD, 0));
}

static void test_lacks(void **state)
{
	(void)state;
	float none = with(TREES_SCORE, 0);

	assert_true(with(TREES_READING + READ_NUMBER_LACKS, 1) < none);
	assert_true(with(TREES_READING + READ_OPPOSITE, 1) < none);
	assert_true(with(TREES_READING + READ_NEGATION, 1) < none);
	assert_true(with(TREES_READING + READ_TOKENS_LEAST, 1) > none);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_linear),
		cmocka_unit_test(test_rival),
		cmocka_unit_test(test_lacks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
