/* What the facts are about, in the words of the bot. */
#include "fact/subject.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const char *const words[] = {"bee", "bees"};
static const struct subject bees = {.name = "the history of bees", .home = words, .home_count = 2};
static const struct subject none = {.name = ""};

static void a_name_is_written_where_it_belongs(void **state)
{
	char out[80];

	(void)state;
	subject_write(&bees, "Ask me {about}; facts{on}.", out, sizeof out);
	assert_string_equal(
		out, "Ask me about the history of bees; facts on the history of bees.");
	subject_write(&none, "Ask me {about}; facts{on}.", out, sizeof out);
	assert_string_equal(out, "Ask me a question; facts.");
	subject_write(&(struct subject){0}, "{x} {about", out, sizeof out);
	assert_string_equal(out, "{x} {about");
	subject_title(&bees, "timeline", out, sizeof out);
	assert_string_equal(out, "The history of bees: timeline");
	subject_title(&none, "timeline", out, sizeof out);
	assert_string_equal(out, "Timeline");
}

static void home_words_are_known(void **state)
{
	(void)state;
	assert_true(subject_is_home(&bees, "bees"));
	assert_false(subject_is_home(&bees, "wasps"));
	assert_false(subject_is_home(&none, "bees"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_name_is_written_where_it_belongs),
		cmocka_unit_test(home_words_are_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
