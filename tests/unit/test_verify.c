#include "ask_fixture.h"

#include "ask/verify.h"

#include <stdio.h>
#include <string.h>

/* small.yaml with another pattern in the place of the first fact's, and what is said of it. */
static const struct {
	const char *match, *said;
	struct verify_found found;
} cases[] = {
	{"'\\bhow did sihamoni\\b'", "matches \"how did Sihamoni come to the throne\"", {2, 0}},
	{"'^when did king sihanouk give up the throne\\W*$'",
		"only repeats its question \"when did King Sihanouk give up the throne\"", {0, 1}},
	{"'\\bsihanouk\\b.*\\bstep (?:down|aside)\\b'", "decides none of its questions", {0, 1}},
	{"'\\bsihanouk\\b.*\\bmarried\\b'", "matches none of its questions", {1, 0}},
};

/* Of the other facts' patterns two decide nothing, and four do: they are not warned of. */
enum { WARNINGS_OF_OTHERS = 2 };

struct said {
	char text[8192];
};

static void note(void *context, const char *line)
{
	struct said *said = context;
	size_t length = strlen(said->text);

	snprintf(said->text + length, sizeof said->text - length, "%s\n", line);
}

static bool step(void *context, size_t done, size_t total)
{
	(void)context;
	return done <= total;
}

/* small.yaml with that list of patterns for its first fact, in a scratch file. */
static struct index *index_with(const char *match)
{
	static char text[65536], changed[66560];
	const char *path = scratch_path("verify.yaml");
	FILE *in = fopen("tests/unit/small.yaml", "r"), *out = fopen(path, "w");

	assert_non_null(in);
	assert_non_null(out);
	text[fread(text, 1, sizeof text - 1, in)] = '\0';
	char *at = strstr(text, "    match: ['"), *end = strchr(at, '\n');

	snprintf(changed, sizeof changed, "%.*s    match: [%s]%s", (int)(at - text), text, match,
		end);
	assert_true(fputs(changed, out) >= 0);
	fclose(in);
	fclose(out);
	return index_of_file(path);
}

static void patterns_that_earn_nothing_are_warned_of(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct index *index = index_with(cases[i].match);
		struct said said = {""};
		struct verify_found found = verify_index(index, note, &said, step, NULL);

		found.warnings -= WARNINGS_OF_OTHERS;
		if (found.complaints != cases[i].found.complaints ||
			found.warnings != cases[i].found.warnings ||
			!strstr(said.text, cases[i].said))
			fail_msg("%s: %zu complaints, %zu warnings: %s", cases[i].match,
				found.complaints, found.warnings, said.text);
		index_free(index);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(patterns_that_earn_nothing_are_warned_of),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
