/* Files that are written whole or not at all. */
#include "scratch.h"

#include "base/part.h"
#include "base/text.h"

#include <sys/stat.h>

static void check_text(const char *name, const char *expected)
{
	size_t length;
	struct error err;
	char *text = text_from_file(scratch_path(name), 1000, &length, &err);

	assert_non_null(text);
	assert_string_equal(text, expected);
	free(text);
}

static void write_part(struct part *part, const char *name, const char *text)
{
	struct error err;

	assert_true(part_open(part, scratch_path(name), ".new", &err));
	assert_true(fputs(text, part->out) >= 0);
}

static void test_whole(void **state)
{
	struct part part;
	struct error err;
	struct stat is;

	(void)state;
	write_part(&part, "whole", "one");
	assert_true(part_close(&part, 0604, &err) && part_move(&part, &err));
	assert_int_equal(stat(scratch_path("whole"), &is), 0);
	assert_int_equal(is.st_mode & 0777, 0604);
	write_part(&part, "whole", "two");
	check_text("whole", "one"); /* until it is moved */
	assert_true(part_close(&part, 0, &err) && part_move(&part, &err));
	check_text("whole", "two");
	write_part(&part, "whole", "three");
	part_drop(&part);
	write_part(&part, "whole", "four");
	assert_true(part_close(&part, 0, &err));
	part_drop(&part);
	check_text("whole", "two");
	assert_int_equal(access(scratch_path("whole.new"), F_OK), -1);
}

/* A full disk: at the end, or earlier, which the last flush does not tell. */
static void test_full(void **state)
{
	(void)state;
	for (int earlier = 0; earlier < 2; earlier++) {
		struct part part;
		struct error err;

		write_part(&part, "full", "one");
		assert_true(part_close(&part, 0, &err) && part_move(&part, &err));
		assert_int_equal(symlink("/dev/full", scratch_path("full.new")), 0);
		write_part(&part, "full", "two");
		if (earlier)
			assert_int_equal(fflush(part.out), EOF);
		assert_false(part_close(&part, 0644, &err));
		assert_non_null(strstr(err.text, "/full: cannot be written: "));
		assert_null(part.out);
		check_text("full", "one");
		assert_int_equal(access(scratch_path("full.new"), F_OK), -1);
	}
}

static void test_nowhere(void **state)
{
	struct part part;
	struct error err;
	char name[2 * PATH_MAX];

	(void)state;
	assert_false(part_open(&part, scratch_path("none/file"), ".new", &err));
	assert_non_null(strstr(err.text, "none/file: cannot be written: No such file"));
	memset(name, 'x', sizeof name);
	name[PATH_MAX - 2] = '\0'; /* fits without the suffix */
	assert_false(part_open(&part, name, ".new", &err));
	assert_non_null(strstr(err.text, "too long"));
	assert_int_equal(mkdir(scratch_path("directory"), 0755), 0);
	write_part(&part, "directory", "one");
	assert_true(part_close(&part, 0, &err));
	assert_false(part_move(&part, &err));
	assert_int_equal(access(scratch_path("directory.new"), F_OK), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_whole),
		cmocka_unit_test(test_full),
		cmocka_unit_test(test_nowhere),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
