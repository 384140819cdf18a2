#include "scratch.h"

#include "base/hash.h"
#include "encode/signs.h"

enum { COUNT = 500 };

static int8_t vectors[COUNT][ENCODER_SIZE];
static uint64_t signs[COUNT][SIGNS_WORDS];
static uint16_t differences[COUNT];

static void make_vectors(void)
{
	uint64_t random = 12;

	for (size_t v = 0; v < COUNT; v++) {
		for (size_t i = 0; i < ENCODER_SIZE; i++)
			vectors[v][i] = (int8_t)(hash_next_random(&random) % 255 - 127);
		signs_of(vectors[v], signs[v]);
	}
}

static unsigned count_differences(const int8_t *a, const int8_t *b)
{
	unsigned count = 0;

	for (size_t i = 0; i < ENCODER_SIZE; i++)
		count += (a[i] < 0) != (b[i] < 0);
	return count;
}

static void test_compare(void **state)
{
	(void)state;
	make_vectors();
	signs_compare(signs[7], signs[0], COUNT, differences);
	for (size_t v = 0; v < COUNT; v++)
		assert_int_equal(differences[v], count_differences(vectors[7], vectors[v]));
	assert_int_equal(differences[7], 0);
	for (size_t i = 0; i < SIGNS_WORDS; i++)
		signs[8][i] = ~signs[7][i];
	signs_compare(signs[7], signs[8], 1, differences);
	assert_int_equal(differences[0], ENCODER_SIZE);
}

/* Negative numbers, zero and positive ones: only the sign counts. */
static void test_signs(void **state)
{
	int8_t n[ENCODER_SIZE] = {0};
	uint64_t words[SIGNS_WORDS];

	(void)state;
	n[0] = -1;
	n[1] = 127;
	n[63] = -127;
	n[64] = -5;
	n[ENCODER_SIZE - 1] = -128;
	signs_of(n, words);
	assert_true(words[0] == (UINT64_C(1) << 63 | 1));
	assert_true(words[1] == 1);
	assert_true(words[SIGNS_WORDS - 1] == UINT64_C(1) << 63);
}

static void check_fewest(const uint16_t *list, size_t count, size_t most, const char *expected)
{
	int places[8];
	char found[64] = "";
	size_t number = signs_fewest(list, count, places, most);

	assert_in_range(number, 0, most);
	for (size_t i = 0; i < number; i++)
		snprintf(found + strlen(found), sizeof found - strlen(found), "%d ", places[i]);
	assert_string_equal(found, expected);
}

static void test_fewest(void **state)
{
	const uint16_t list[] = {9, 3, SIGNS_NONE, 3, 0, ENCODER_SIZE, 3};

	(void)state;
	check_fewest(list, 7, 1, "4 ");
	check_fewest(list, 7, 3, "1 3 4 "); /* of three alike, the first two */
	check_fewest(list, 7, 4, "1 3 4 6 ");
	check_fewest(list, 7, 5, "0 1 3 4 6 ");
	check_fewest(list, 7, 8, "0 1 3 4 5 6 ");
	check_fewest(list + 2, 1, 8, "");
	check_fewest(list, 0, 8, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_compare),
		cmocka_unit_test(test_signs),
		cmocka_unit_test(test_fewest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
