#include "scratch.h"

#include "demo/wrap.h"

#include <fcntl.h>
#include <locale.h>

/* What is printed on standard output. */
static const char *printed(const char *before, const char *text, size_t columns)
{
	static char shown[4096];
	int file = open(scratch_path("out"), O_CREAT | O_TRUNC | O_RDWR, 0600);

	fflush(stdout);
	int saved = dup(1);

	dup2(file, 1);
	wrap_print(before, text, columns);
	fflush(stdout);
	dup2(saved, 1);
	close(saved);
	ssize_t length = pread(file, shown, sizeof shown - 1, 0);

	shown[length > 0 ? length : 0] = '\0';
	close(file);
	return shown;
}

static void test_wrap(void **state)
{
	(void)state;
	assert_string_equal(printed("<bob> ", "a graduate of the military academy", 30),
		"<bob> a graduate of the\n    military academy\n");
	assert_string_equal(printed("<bob> ", "a graduate of the military academy", 0),
		"<bob> a graduate of the military academy\n");
	assert_string_equal(printed("", "exactly twenty cols.", 20), "exactly twenty cols.\n");
	assert_string_equal(
		printed("", "one more than twenty.", 20), "one more than\n    twenty.\n");
	/* a word that is too wide is not cut, and does not leave an empty line */
	assert_string_equal(printed("", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaa bb", 20),
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n    bb\n");
	/* Khmer: marks have no width of their own */
	assert_string_equal(
		printed("", "\u1797\u17d2\u1793\u17c6\u1796\u17c1\u1789 Phnom Penh now", 20),
		"\u1797\u17d2\u1793\u17c6\u1796\u17c1\u1789 Phnom Penh now\n");
	assert_string_equal(printed("> ", "", 20), "> \n");
}

static void test_harmless(void **state)
{
	(void)state;
	assert_string_equal(printed("",
				    "red \x03"
				    "4alert\x03 \x1b[2J\u202eend",
				    0),
		"red alert [2Jend\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_wrap),
		cmocka_unit_test(test_harmless),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
