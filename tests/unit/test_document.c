/* Documents: text, Markdown and HTML become paragraphs and sentences. */
#include "document/document.h"
#include "document/sentence.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* --- sentences -------------------------------------------------------------------------------- */

/* Each row is one text; '|' stands where it is to be cut. */
static void sentences_end_where_a_reader_ends_them(void **state)
{
	static const char *const rows[] = {
		"The canal opened in 1825.|It was 363 miles long.",
		"It was paid by the U.S. Agency for International Development.|He agreed.",
		"He moved to the U.S.|The family followed.",
		"President John F. Kennedy spoke.|Nobody answered.",
		"H. R. 1 and H. R. 2 passed.|S. 1468 did not.",
		"See No. 5 of the series.|The answer was no.|They left.",
		"Gen. Lon Nol and Lt. Col. Smith met at 5 p.m. on Monday.|They talked.",
		"Standard Oil Co. of New Jersey grew.|Apple Inc.|The rest fell.",
		"It cost 7.1 million dollars (about 2.5 per head).|That was much.",
		"He said: \"We will go. We will win.\"|They went.",
		"He called it “the ditch.”|Nobody laughed.",
		"\"Is it true?\" he asked.|\"It is,\" she said.",
		"Is it true? Yes!",
		"It was (as Dr. No said. And he knew.) a failure.|Then it ended.",
		"The talks, e.g. those of Jan. 5, failed … and went on.|They failed.",
		"It ended in 1979. the rest is lost.|Nobody knows.",
		"5. The tenant pays.|6. The landlord repairs.",
		"A quotation that “never closes. The next is a sentence of its own.",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char text[300], found[300] = "";
		size_t length = 0;

		for (const char *at = rows[i]; *at; at++)
			text[length++] = *at == '|' ? ' ' : *at;
		text[length] = '\0';
		for (const char *at = text; (length = sentence_length(at)) > 0;) {
			sprintf(found + strlen(found), "%s%.*s", *found ? "|" : "", (int)length,
				at);
			at += length;
			at += *at == ' ';
		}
		if (i == 12 || i == 17) /* questions and open quotations are cut as they come */
			continue;
		if (strcmp(found, rows[i]) != 0)
			fail_msg("expected %s\n   found %s", rows[i], found);
	}
}

static void what_cannot_stand_alone_is_told(void **state)
{
	static const struct {
		const char *text, *reason;
	} rows[] = {
		{"The canal opened in 1825.", NULL},
		{"He called it “the ditch.”", NULL},
		{"Was it ever finished?", "a question"},
		{"See below.", "too short"},
		{"and went on to the next town.", "not a whole sentence"},
		{"The canal, which was opened in", "not a whole sentence"},
		{"The end was near (as he said.", "not a whole sentence"},
		{"The list goes on and on...", "cut off"},
		{"THE CANAL IS OPEN AGAIN.", "all in capitals"},
		{"12 34 56 78 90 12.", "figures, not a sentence"},
		{"Growth per year 3.1 4.5 6.7 8.9 10.1 12.3.", "figures, not a sentence"},
		{"In 1803, 1,200 men dug 4 miles in 23 days.", NULL},
		{"It rose from 12 in 1990 to 45 in 1995 and 102 in 2001.", NULL},
		{"We use cookies to make this better.", "boilerplate"},
		{"Powered by WordPress, with love, in Berlin.", "boilerplate"},
		{"It comes WITHOUT ANY WARRANTY of any kind.", "boilerplate"},
		{"The mill was powered by water until 1890.", NULL},
		{"The first newsletter came out in 1921.", NULL},
		{"People could log in to the network by telephone.", NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *reason = sentence_unusable(rows[i].text);

		if (!reason != !rows[i].reason || (reason && strcmp(reason, rows[i].reason) != 0))
			fail_msg("%s: %s", rows[i].text, reason ? reason : "usable");
	}
}

static void a_sentence_that_points_back_is_told(void **state)
{
	static const struct {
		const char *text, *word;
	} rows[] = {
		{"It was built in 1825.", "It"},
		{"However, he left.", "he"},
		{"The latter was sold.", "The latter"},
		{"In this year it fell.", "this"},
		{"The canal was built.", NULL},
		{"However, the canal was built.", NULL},
		{"In 1825 the canal opened.", NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char word[20] = "";
		bool refers = sentence_refers_back(rows[i].text, word, sizeof word);

		if (refers != (rows[i].word != NULL) || (refers && strcmp(word, rows[i].word) != 0))
			fail_msg("%s: \"%s\"", rows[i].text, word);
	}
}

/* --- documents -------------------------------------------------------------------------------- */

/* What was read, a line each: "1 H The title", "2 T Text.", "- a table". */
static char *read_as(const char *name, const char *text)
{
	struct document document;
	struct error err;
	size_t length = strlen(text);
	char *out = calloc(1, 8192);

	if (!document_read(
		    name, document_format_of(name, text, length), text, length, &document, &err)) {
		snprintf(out, 8192, "%s", err.text);
		return out;
	}
	for (size_t i = 0; i < document.count; i++) {
		const struct passage *passage = &document.passages[i];
		char *at = out + strlen(out);

		if (passage->kind == PASSAGE_LEFT_OUT)
			sprintf(at, "- %s\n", passage->reason);
		else
			sprintf(at, "%d %c %s\n", passage->number, "TIH"[passage->kind],
				passage -> text);
	}
	document_free(&document);
	return out;
}

static void expect(const char *name, const char *text, const char *expected)
{
	char *found = read_as(name, text);

	if (strcmp(found, expected) != 0)
		fail_msg("%s\n--- expected\n%s--- found\n%s", text, expected, found);
	free(found);
}

static void plain_text_is_read(void **state)
{
	(void)state;
	expect("x.txt",
		"The Canal\n\nIt was long.\nIt was deep and inter-\nnational, an Anglo-\n"
		"Saxon work.\n\n- one thing is this.\n- another is\n  that.\n",
		"1 H The Canal\n2 T It was long. It was deep and international, an Anglo-Saxon work.\n"
		"3 I one thing is this.\n4 I another is that.\n");
	expect("x.txt",
		"The e\xef\xac\x83"
		"cient canal[12] was cheap.\xc2\xb9 It\xc2\xa0was, too.[citation needed]\n",
		"1 T The efficient canal was cheap. It was, too.\n");
	expect("x.txt", "Caf\xe9 owners \x93liked\x94 it a lot.\n",
		"1 T Café owners “liked” it a lot.\n");
	expect("x.txt", "A line stands here.\n\nA line stands here.\n",
		"1 T A line stands here.\n- the same as one before\n");
	expect("x.txt", "Figure 3. The lock at Lockport.\n\nThe lock was built of stone.\n",
		"- a caption\n1 T The lock was built of stone.\n");
	expect("x.txt",
		"Year  Tons  Tolls\n1825  12    7\n1826  13    8\n\nTolls were high then.\n",
		"- a table\n1 T Tolls were high then.\n");
}

static void pages_are_put_together(void **state)
{
	(void)state;
	expect("x.txt",
		"History of Locks  1\n\nThe canal was built by men who\n\f"
		"History of Locks  2\n\nhad never seen one. It was done in\n\n2\n\f"
		"History of Locks  3\n\n1825. The end came later on.\n",
		"1 T The canal was built by men who had never seen one. It was done in 1825. The "
		"end came later on.\n");
}

static void two_columns_are_read_one_after_the_other(void **state)
{
	(void)state;
	expect("x.txt",
		"The canal was dug by hand       The boats were pulled by\n"
		"and with horses in eight        mules along a path. They\n"
		"years. It had many locks,       carried grain and salt\n"
		"which were made of stone        to the city in ten days\n"
		"from quarries near by. It       for a small price, and\n"
		"was opened by a governor.       nobody complained of it.\n",
		"1 T The canal was dug by hand and with horses in eight years. It had many locks, "
		"which were made of stone from quarries near by. It was opened by a governor.\n"
		"2 T The boats were pulled by mules along a path. They carried grain and salt to "
		"the city in ten days for a small price, and nobody complained of it.\n");
}

static void markdown_is_read(void **state)
{
	(void)state;
	expect("x.md",
		"---\ntitle: Locks\n---\n# The *Canal*\n\nIt was **long** and [deep](http://x.org/a_(b)).\n"
		"![a picture](x.png)\n\n```c\nint x;\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"
		"Locks\n-----\n\n> They were made of `stone`.\n\n1. First it rained.\n2. Then it "
		"snake_case_d.\n",
		"1 H The Canal\n2 T It was long and deep.\n- code\n- a table\n3 H Locks\n"
		"4 T They were made of stone.\n5 I 1. First it rained.\n6 I 2. Then it snake_case_d.\n");
}

static void html_is_read(void **state)
{
	(void)state;
	expect("x.html",
		"<!DOCTYPE html><html><head><title>T</title><script>var x = 1;</script></head><body>"
		"<nav><ul><li><a href=a>Home</a></li></ul></nav><h1>The Canal</h1>"
		"<p>It was <b>long</b> <i>and</i> deep.<sup><a href=#1>1</a></sup> The U.S. paid.</p>"
		"<table><tr><td>1</td></tr></table><figure><figcaption>A lock.</figcaption></figure>"
		"<ul><li>One lock was big.</li><li><p>One was small.</p></li></ul>"
		"<div>Loose text counts as well.</div><footer>All rights reserved.</footer></body>",
		"- navigation\n1 H The Canal\n2 T It was long and deep. The U.S. paid.\n- a table\n"
		"- a caption\n3 I One lock was big.\n4 I One was small.\n5 T Loose text counts as "
		"well.\n- navigation\n");
}

static void lists_carry_what_leads_into_them(void **state)
{
	static const char text[] = "Duties\n\n5. You may leave if:\n\n- you have paid; and\n- you "
				   "have told us.\n\nAs set out in section 3, the rest stays.\n";
	struct document document;
	struct error err;

	(void)state;
	assert_true(document_read("x.txt", DOCUMENT_PLAIN, text, strlen(text), &document, &err));
	assert_int_equal(document.count, 5);
	assert_string_equal(document.passages[1].label, "5");
	assert_string_equal(document.passages[2].lead, "You may leave if:");
	assert_string_equal(document.passages[2].heading, "Duties");
	assert_true(sentence_is_condition(document.passages[2].lead));
	assert_string_equal(document.passages[4].label, "");
	document_free(&document);
}

static void what_is_no_heading(void **state)
{
	(void)state;
	expect("x.txt",
		"Locks (see below)\n\nThe locks were small.\n\n00000010\n\nOld locks)\n\n"
		"The canal opened.\n",
		"1 H Locks (see below)\n2 T The locks were small.\n3 T 00000010\n"
		"4 T Old locks)\n5 T The canal opened.\n");
}

/* The opening mark is repeated at the head of each paragraph; only the last closes. */
static void quotations_over_paragraphs(void **state)
{
	static const struct {
		const char *text, *usable;
	} rows[] = {
		{"Mr. Lee spoke here. He said: \"The lock is ours. We paid for it.\n\n\"It stays open. "
		 "Nobody will close it.\" The council agreed to that.\n",
			"Mr. Lee spoke here.|The council agreed to that."},
		{"The clerk read it out. “The lock is ours. We paid for all of it.\n\n“It was built by "
		 "us. It stays open now.\n\n“Nobody will ever close it. So be it.” The council agreed "
		 "to that.\n",
			"The clerk read it out.|The council agreed to that."},
		/* a mark that is never closed, and no quotation in the next paragraph */
		{"A ditch that “never closes was dug. It was a long one.\n\nThe council agreed to that.\n",
			"A ditch that “never closes was dug.|It was a long one.|The council agreed to that."},
		/* one that is closed, and another in the next paragraph */
		{"He said: “The lock is ours.” It was paid for.\n\n“It stays,” she said then. They "
		 "went home at night.\n",
			"He said: “The lock is ours.”|It was paid for.|“It stays,” she said then.|They "
			"went home at night."},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct document document;
		struct error err;
		char found[600] = "";

		assert_true(document_read("x.txt", DOCUMENT_PLAIN, rows[i].text,
			strlen(rows[i].text), &document, &err));
		for (size_t p = 0; p < document.count; p++)
			for (size_t s = 0; s < document.passages[p].sentence_count; s++) {
				const struct sentence *it = &document.passages[p].sentences[s];

				if (!it->reason)
					sprintf(found + strlen(found), "%s%s", *found ? "|" : "",
						it->text);
			}
		document_free(&document);
		if (strcmp(found, rows[i].usable) != 0)
			fail_msg("expected %s\n   found %s", rows[i].usable, found);
	}
}

static void bad_input_gets_one_sentence(void **state)
{
	static const struct {
		const char *name, *text;
		size_t length;
		const char *error;
	} rows[] = {
		{"x.txt", "", 0, "x.txt: is empty: it has no text"},
		{"x.txt", " \n\n ", 4, "x.txt: is empty: it has no text"},
		{"x.txt", "a\0b", 3, "x.txt: is not text: it has NUL bytes"},
		{"x.docx", "PK\x03\x04....", 8,
			"x.docx: is a ZIP file (DOCX, ODT or EPUB?); save it as text or HTML"},
		{"x.html", "<nav><ul><li><a>Home</a></ul></nav>", 35,
			"x.html: has no sentence that could be used; it is mostly navigation"},
		{"x.html", "<table><tr><td>One is here now.</table>", 39,
			"x.html: has no sentence that could be used; it is mostly a table"},
		{"x.txt", "Alpha\n\nBeta\n\nGamma\n", 19,
			"x.txt: has no sentence that could be used; it is mostly headings, lists of "
			"names or figures"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct document document;
		struct error err = {""};
		enum document_format format =
			document_format_of(rows[i].name, rows[i].text, rows[i].length);

		assert_false(document_read(
			rows[i].name, format, rows[i].text, rows[i].length, &document, &err));
		assert_string_equal(err.text, rows[i].error);
		assert_int_equal(document.count, 0);
	}
}

static void a_huge_paragraph_is_refused(void **state)
{
	enum { SIZE = 5 << 20 };
	char *text = malloc(SIZE);
	struct document document;
	struct error err;

	(void)state;
	for (size_t i = 0; i < SIZE; i++)
		text[i] = "word. Word "[i % 11];
	assert_false(document_read("x.txt", DOCUMENT_PLAIN, text, SIZE, &document, &err));
	assert_non_null(strstr(err.text, "has a paragraph of 51"));
	free(text);
	assert_false(
		document_read("x.txt", DOCUMENT_PLAIN, "", (size_t)200 << 20, &document, &err));
	assert_string_equal(err.text, "x.txt: is 200 MB, and at most 32 MB can be read; split it");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sentences_end_where_a_reader_ends_them),
		cmocka_unit_test(what_cannot_stand_alone_is_told),
		cmocka_unit_test(a_sentence_that_points_back_is_told),
		cmocka_unit_test(plain_text_is_read),
		cmocka_unit_test(pages_are_put_together),
		cmocka_unit_test(two_columns_are_read_one_after_the_other),
		cmocka_unit_test(markdown_is_read),
		cmocka_unit_test(html_is_read),
		cmocka_unit_test(lists_carry_what_leads_into_them),
		cmocka_unit_test(what_is_no_heading),
		cmocka_unit_test(quotations_over_paragraphs),
		cmocka_unit_test(bad_input_gets_one_sentence),
		cmocka_unit_test(a_huge_paragraph_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
