/* The map from strings to small numbers. */
#include "base/map.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void an_empty_map_knows_nothing(void **state)
{
	struct map map = {0};

	(void)state;
	assert_int_equal(map_get(&map, "a"), -1);
	assert_int_equal(map_get(&map, ""), -1);
	map_free(&map);
	map_free(&map);
}

static void values_are_replaced(void **state)
{
	struct map map = {0};

	(void)state;
	map_put(&map, "a", 1);
	map_put(&map, "", 2);
	map_put(&map, "a", 0);
	assert_int_equal(map_get(&map, "a"), 0);
	assert_int_equal(map_get(&map, ""), 2);
	assert_int_equal(map_get(&map, "A"), -1);
	assert_int_equal(map.count, 2);
	map_free(&map);
	assert_int_equal(map_get(&map, "a"), -1);
}

static void it_grows_and_can_be_gone_through(void **state)
{
	enum { MANY = 5000 };
	static char keys[MANY][16];
	static int seen[MANY];
	struct map map = {0};
	int value;

	(void)state;
	for (int i = 0; i < MANY; i++) {
		snprintf(keys[i], sizeof keys[i], "key %d", i);
		map_put(&map, keys[i], i);
		assert_true(map.count * 3 <= map.room * 2 + 3);
	}
	for (int i = 0; i < MANY; i++)
		assert_int_equal(map_get(&map, keys[i]), i);
	assert_int_equal(map_get(&map, "key 5000"), -1);
	for (size_t i = 0; i < map.room; i++) {
		const char *key = map_at(&map, i, &value);

		if (!key)
			continue;
		assert_ptr_equal(key, keys[value]); /* borrowed */
		seen[value]++;
	}
	for (int i = 0; i < MANY; i++)
		assert_int_equal(seen[i], 1);
	map_free(&map);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_map_knows_nothing),
		cmocka_unit_test(values_are_replaced),
		cmocka_unit_test(it_grows_and_can_be_gone_through),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
