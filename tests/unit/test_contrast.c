/* Words with opposite meanings, in a question and a statement that is close to it. */
#include "scratch.h"

#include "ask/contrast.h"

static const struct {
	const char *asked, *said;
	int count;
} rows[] = {
	{"what was built before the war?", "a bridge was built after the war", 1},
	{"what was built after the war?", "a bridge was built after the war", 0},
	/* the statement has the word, too */
	{"who ruled before the war?", "he ruled before and after the war", 0},
	/* so has the question */
	{"did it rise or fall?", "the price fell", 0},
	{"what rose in 1973?", "exports declined in 1973", 1},
	{"which prices increased?", "the prices were decreasing", 1},
	{"which is the least common?", "this is the most common of all", 1},
	{"what is uncommon there?", "marriage is common there", 1},
	{"who approved it?", "the king disapproved", 1},
	{"who is able to vote?", "those unable to vote", 1},
	{"who stopped it?", "it was started by the king", 1},
	{"who won the northern seat?", "she lost the southern seat", 2},
	{"", "", 0},
};

static void opposites_are_counted(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct contrast contrast;

		contrast_ask(rows[i].asked, &contrast);
		int count = contrast_count(&contrast, rows[i].said);

		if (count != rows[i].count)
			fail_msg("\"%s\" \"%s\": %d", rows[i].asked, rows[i].said, count);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(opposites_are_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
