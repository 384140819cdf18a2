#include "ask_fixture.h"

#include "ask/excerpt.h"

#define PRESENT                                                                                    \
	"The bridge over the wide river was a present from abroad, and it was opened on 2 July "   \
	"1969, while the old ferry was still running each day."

/* What is said of a statement that does not fit into room bytes, and what is left. */
static const struct {
	const char *says, *brief, *question;
	size_t room;
	const char *text, *rest;
} rows[] = {
	/* it fits */
	{"The bridge opened in 1969.", "", "when did the bridge open", 60,
		"The bridge opened in 1969.", ""},
	/* the clause with the date, and no more than fits */
	{"The bridge over the wide river was opened on 2 July 1969, after years of work by many "
	 "hands, while the old ferry was still running each day.",
		"", "when was the bridge opened", 60,
		"The bridge over the wide river was opened on 2 July 1969",
		"after years of work by many hands, while the old ferry was still running each day."},
	/* the date stands in a later clause: more is said than fits */
	{PRESENT, "", "when was the bridge opened", 60,
		"The bridge over the wide river was a present from abroad, and it was opened on "
		"2 July 1969",
		"while the old ferry was still running each day."},
	/* or the short form is said */
	{PRESENT, "on 2 July 1969", "when was the bridge opened", 60, "on 2 July 1969", PRESENT},
	{PRESENT, "The bridge was opened on 2 July 1969", "when was the bridge opened", 60,
		"The bridge was opened on 2 July 1969", PRESENT},
	/* unless it saves little */
	{"The big bridge over the wide river was opened to all people on the day of 2 July 1969.",
		"The big bridge over the wide river was opened to all people on 2 July 1969",
		"when was the bridge opened", 60,
		"The big bridge over the wide river was opened to all people on the day of 2 July "
		"1969.",
		""},
	/* which is not for other questions, and not if another date or a doubt is missing from it
	 */
	{PRESENT, "on 2 July 1969", "who gave the bridge", 60, PRESENT, ""},
	{PRESENT, "a present from abroad, of 2 July 1969", "when was the bridge opened", 60,
		"The bridge over the wide river was a present from abroad, and it was opened on "
		"2 July 1969",
		"while the old ferry was still running each day."},
	{"The bridge over the wide river was a present from abroad, opened in 1969 or, by another "
	 "count, in 1970.",
		"in 1969", "when was the bridge opened", 60,
		"The bridge over the wide river was a present from abroad, opened in 1969 or, by "
		"another count, in 1970.",
		""},
	{"The bridge over the wide river was a present from abroad, and it was probably opened in "
	 "1969.",
		"in 1969", "when was the bridge opened", 60,
		"The bridge over the wide river was a present from abroad, and it was probably "
		"opened in 1969.",
		""},
	/* what is set between commas has the sentence going on after it; a colon has to be kept */
	{"The old bridge over the wide river of 1969, which many loved, was never painted.", "",
		"when was the bridge opened", 60,
		"The old bridge over the wide river of 1969, which many loved, was never painted.",
		""},
	{"The bridge over the wide river opened in 1969 on terms: no carts, in summer, and no "
	 "cattle; the ferry stopped in the same week, for good.",
		"", "when was the bridge opened", 60,
		"The bridge over the wide river opened in 1969 on terms: no carts, in summer, and "
		"no cattle",
		"the ferry stopped in the same week, for good."},
	/* a cut that leaves out little is not worth it */
	{"The bridge over the wide river opened in 1969; the ferry stopped.", "",
		"when was the bridge opened", 60,
		"The bridge over the wide river opened in 1969; the ferry stopped.", ""},
	/* a clause that takes back what is before it stays with it */
	{"The bridge over the wide river was opened on 2 July 1969, but the newspaper of that "
	 "time denied it for years.",
		"", "when was the bridge opened", 60,
		"The bridge over the wide river was opened on 2 July 1969, but the newspaper of "
		"that time denied it for years.",
		""},
	/* no cut in brackets, between the items of a list or in a number */
	{"The bridge over the wide river (planned, as they said, in 1960) needed 1,500 men, stone "
	 "and sand from 1965 on.",
		"", "who built the bridge", 60,
		"The bridge over the wide river (planned, as they said, in 1960) needed 1,500 men, "
		"stone and sand from 1965 on.",
		""},
};

static void what_answers_is_said_first(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct fact fact = {.id = "", .says = rows[i].says, .brief = rows[i].brief};
		struct parsed_question parsed;
		char text[512];

		match_read(small, fold(rows[i].question), &parsed);
		struct excerpt it = excerpt_of(small, &fact, &parsed, rows[i].room);
		snprintf(text, sizeof text, "%.*s", (int)it.length, it.text);
		assert_string_equal(text, rows[i].text);
		assert_string_equal(it.rest, rows[i].rest);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(what_answers_is_said_first)};

	return cmocka_run_group_tests(tests, small_setup, small_teardown);
}
