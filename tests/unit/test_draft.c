/* Drafts: what is read from a sentence, and how lists are handled. */
#include "document/draft.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static void dates_are_read_where_there_is_one(void **state)
{
	static const struct {
		const char *sentence, *when;
	} rows[] = {
		{"The canal opened on 26 October 1825.", "1825-10-26"},
		{"It opened on October 26, 1825, with a party.", "1825-10-26"},
		{"On 4th July 1817 the work began.", "1817-07-04"},
		{"They met in Jan. 1990 again.", "1990-01"},
		{"It opened in 1825.", "1825"},
		{"He served from 1817 to 1825.", "1817/1825"},
		{"The war (1914–18) was long.", "1914/1918"},
		{"Between 1990 and 1994 it grew.", "1990/1994"},
		{"It was closed from April 1940 to 8 May 1945.", "1940-04/1945-05-08"},
		{"Between 3 May 1940 and June 4, 1940 it rained.", "1940-05-03/1940-06-04"},
		{"Between May 1945 and April 1940 nothing fits.", ""},
		{"Work began in 1817 and ended in 1825.", ""},
		{"It opened on 26 October 1825, and in 1825 it paid.", "1825-10-26"},
		{"There were 1825 people.", ""},
		{"It cost 2000 dollars.", ""},
		{"In 2000 people left.", ""},
		{"Nothing happened.", ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char when[40];

		assert_int_equal(
			draft_when(rows[i].sentence, when, sizeof when), *rows[i].when != 0);
		if (strcmp(when, rows[i].when) != 0)
			fail_msg("%s: \"%s\"", rows[i].sentence, when);
	}
}

static void questions_are_made_where_the_form_gives_them(void **state)
{
	static const struct {
		const char *says, *questions;
	} rows[] = {
		{"The Erie Canal opened on 26 October 1825.", "When did the Erie Canal open?"},
		{"The Erie Canal was completed in 1825.", "When was the Erie Canal completed?"},
		{"In 1817, the state began the work.", ""},
		{"DeWitt Clinton was an American politician.", "Who was DeWitt Clinton?"},
		{"The Erie Canal is a canal in New York.", "What is the Erie Canal?"},
		{"Mozilla is a community, created in 1998 by members of Netscape.",
			"What is Mozilla?"},
		{"The canal is 363 miles long.", "How long is the canal?"},
		{"The Erie Canal cost about 7.1 million dollars.",
			"How much did the Erie Canal cost?"},
		{"The locks were widened because boats had grown.", "Why were the locks widened?"},
		{"The Act was designed by Benjamin Wright.", "Who designed the Act?"},
		{"The Act was designed by a committee.", ""},
		{"It was completed in 1825.", ""},
		{"Grain, salt and flour were carried in 1830.", ""},
		{"Boats pulled by mules carried grain.", ""},
		{"John Jervis stopped the work in 1842.", "When did John Jervis stop the work?"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char questions[600];

		draft_questions(rows[i].says, questions, sizeof questions);
		if (strcmp(questions, rows[i].questions) != 0)
			fail_msg("%s: \"%s\"", rows[i].says, questions);
	}
}

static void pronouns_are_filled_where_it_is_certain(void **state)
{
	static const struct {
		const char *before, *sentence, *filled;
	} rows[] = {
		{"The Erie Canal was long.", "It was deep.", "The Erie Canal was deep."},
		{"DeWitt Clinton was governor.", "He died in 1828.",
			"DeWitt Clinton died in 1828."},
		{"DeWitt Clinton was governor.", "His death came early.",
			"DeWitt Clinton's death came early."},
		{"DeWitt Clinton was governor of New York.", "He died.", ""}, /* two names */
		{"The Erie Canal was long.", "He was deep.", ""},
		{"The governor was old.", "He died in 1828.", ""},
		{"DeWitt Clinton was governor.", "They died in 1828.", ""},
		{"", "It was deep.", ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char filled[200];

		draft_fill_pronoun(rows[i].before, rows[i].sentence, filled, sizeof filled);
		if (strcmp(filled, rows[i].filled) != 0)
			fail_msg("%s %s: \"%s\"", rows[i].before, rows[i].sentence, filled);
	}
}

static void names_and_quotes_are_taken(void **state)
{
	char out[300];

	(void)state;
	draft_names(
		"The Erie Canal was dug for Governor DeWitt Clinton in New York.", out, sizeof out);
	assert_string_equal(out, "Erie Canal, Governor DeWitt Clinton, New York");
	draft_quote("It opened in 1825.", out, sizeof out);
	assert_string_equal(out, "It opened in 1825.");
	draft_quote("The long canal that so many had said could never ever be dug at all was "
		    "opened by Clinton on 26 October 1825 to great joy.",
		out, sizeof out);
	assert_non_null(strstr(out, "26 October 1825"));
}

/* The drafts of a text, one a line: "¶n sentence", with "~word" if the word refers back. */
static void expect(const char *text, const char *expected)
{
	struct document document;
	struct arena arena = {0};
	struct draft *drafts;
	char found[3000] = "";
	struct error err;
	size_t long_lists;

	assert_true(document_read("x.txt", DOCUMENT_PLAIN, text, strlen(text), &document, &err));
	size_t count = draft_make(&document, "topic", &arena, &drafts, &long_lists);
	for (size_t i = 0; i < count; i++)
		sprintf(found + strlen(found), "%d %s%s%s\n", drafts[i].paragraph, drafts[i].says,
			*drafts[i].back_reference ? " ~" : "", drafts[i].back_reference);
	if (strcmp(found, expected) != 0)
		fail_msg("--- expected\n%s--- found\n%s", expected, found);
	arena_free(&arena);
	document_free(&document);
}

static void sentences_become_drafts(void **state)
{
	(void)state;
	expect("The Canal\n\nThe Erie Canal was long. It was deep, too. They dug it by hand. "
	       "Work on it ended.\n",
		"2 The Erie Canal was long.\n2 The Erie Canal was deep, too.\n"
		"2 They dug it by hand. ~They\n2 Work on it ended. ~it\n");
	expect("The town is growing. The county has therefore limited its lighting.\n",
		"1 The town is growing.\n1 The county has therefore limited its lighting. ~therefore\n");
	expect("The boats carried three things:\n\n- grain from Ohio,\n- salt.\n\nThat was all of it.",
		"2 The boats carried three things: grain from Ohio.\n"
		"3 The boats carried three things: salt.\n4 That was all of it. ~That\n");
	expect("You may leave if:\n\n- you have paid; and\n- you have told us.\n",
		"2 You may leave if: you have paid; and you have told us.\n");
}

static void a_sentence_that_refers_back_is_quoted_with_the_one_before(void **state)
{
	static const char text[] = "The Erie Canal was long. It was deep, too.";
	struct document document;
	struct arena arena = {0};
	struct draft *drafts;
	struct error err;
	size_t long_lists;

	(void)state;
	assert_true(document_read("x.txt", DOCUMENT_PLAIN, text, strlen(text), &document, &err));
	assert_int_equal(draft_make(&document, "topic", &arena, &drafts, &long_lists), 2);
	assert_string_equal(drafts[1].sentence, text);
	assert_string_equal(drafts[1].says, "The Erie Canal was deep, too.");
	assert_string_equal(drafts[1].quote, "It was deep, too.");
	arena_free(&arena);
	document_free(&document);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_are_read_where_there_is_one),
		cmocka_unit_test(questions_are_made_where_the_form_gives_them),
		cmocka_unit_test(pronouns_are_filled_where_it_is_certain),
		cmocka_unit_test(names_and_quotes_are_taken),
		cmocka_unit_test(sentences_become_drafts),
		cmocka_unit_test(a_sentence_that_refers_back_is_quoted_with_the_one_before),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
