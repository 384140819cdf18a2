/* The words of the statements: which facts have them, and which are near to a misspelt one. */
#include "scratch.h"

#include "ask/written.h"

#include <stdio.h>
#include <string.h>

static struct written *written;
static char found[256];

static int setup(void **state)
{
	(void)state;
	written = written_new();
	written_add(written, "The Khmer Rouge tribunal heard the King's two tribunals.", 1);
	written_add(written, "Prisoners of war crossed the river in 1973.", 2);
	written_add(written, "The Cafés of the capital closed: the war.", 3);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	written_free(written);
	return 0;
}

static void list_slot(void *context, int slot)
{
	size_t length = strlen(found);

	(void)context;
	snprintf(found + length, sizeof found - length, "%d ", slot);
}

static const char *with(const char *word)
{
	*found = '\0';
	written_each(written, word, list_slot, NULL);
	return found;
}

static void words_are_found_in_the_singular_and_plural(void **state)
{
	(void)state;
	assert_string_equal(with("tribunal"), "1 1 ");
	assert_string_equal(with("tribunals"), "1 1 ");
	assert_string_equal(with("king"), "1 ");
	assert_string_equal(with("prisoner"), "2 ");
	assert_string_equal(with("cafe"), "3 ");
	assert_string_equal(with("1973"), "2 ");
	assert_string_equal(with("war"), "2 3 ");
	assert_string_equal(with("wars"), "");
	assert_string_equal(with("the"), "");
	assert_string_equal(with("tribun"), "");
}

static void a_removed_statement_is_not_found(void **state)
{
	(void)state;
	written_remove(written, "Prisoners of war crossed the river in 1973.", 2);
	assert_string_equal(with("war"), "3 ");
	assert_string_equal(with("river"), "");
}

static int list_word(void *context, const char *other, int value, int distance)
{
	size_t length = strlen(found);

	(void)value;
	snprintf(found + length, sizeof found - length, "%s %d ", other, distance);
	return *(int *)context;
}

static void near_words_are_found(void **state)
{
	static const char *const rows[][2] = {
		{"tribunel", "tribunal 1 tribunals 2 "},
		{"prisners", "prisoners 1 "},
		{"war", "war 0 "},
		{"rar", ""}, /* another first letter */
		{"", ""},
	};

	int most = 2;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		*found = '\0';
		written_each_near(written, rows[i][0], most, list_word, &most);
		assert_string_equal(found, rows[i][1]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			words_are_found_in_the_singular_and_plural, setup, teardown),
		cmocka_unit_test_setup_teardown(a_removed_statement_is_not_found, setup, teardown),
		cmocka_unit_test_setup_teardown(near_words_are_found, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
