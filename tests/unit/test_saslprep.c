/* SASLprep: the examples of RFC 4013, section 3, and some of our own. */
#include "scratch.h"

#include "base/saslprep.h"

#include <string.h>

static const struct {
	const char *text, *prepared; /* NULL: prohibited */
} rows[] = {
	{"I\u00adX", "IX"}, {"user", "user"}, {"USER", "USER"}, {"\u00aa", "a"}, {"\u2168", "IX"},
	{"\x07", NULL}, {"\u06271", NULL}, {"", ""}, {"se same~!", "se same~!"},
	{"cafe\u0301", "caf\u00e9"},           /* composed */
	{"a\u00a0b\u2003c\u3000d", "a b c d"}, /* spaces of all kinds */
	{"pass\u200bword\ufeff", "password"}, {"\u0627\u0628", "\u0627\u0628"}, /* right to left */
	{"\u0627b\u0628", NULL},                         /* both directions */
	{"a\u202eb", NULL},                              /* a direction mark */
	{"\ue000", NULL},                                /* private use */
	{"a\tb", NULL}, {"a\x7f", NULL}, {"\xff", NULL}, /* no UTF-8 */
	{"\ufffd", NULL}, {"\u17a2\u1784\u17d2\u1782", "\u17a2\u1784\u17d2\u1782"}, /* Khmer */
};

static void texts_are_prepared(void **state)
{
	char out[64];

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		bool good = saslprep(rows[i].text, out, sizeof out);

		if (good != (rows[i].prepared != NULL) ||
			(good && strcmp(out, rows[i].prepared) != 0))
			fail_msg("row %zu: %s", i, good ? out : "prohibited");
	}
}

static void what_does_not_fit_is_refused(void **state)
{
	char out[4];

	(void)state;
	assert_true(saslprep("abc", out, sizeof out));
	assert_false(saslprep("abcd", out, sizeof out));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_are_prepared),
		cmocka_unit_test(what_does_not_fit_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
