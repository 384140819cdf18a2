/* Parsing the arguments of moderators' verbs. */
#include "scratch.h"

#include "fact/citation.h"
#include "moderate/parse.h"

static struct arena arena;

static int empty(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static void citations(void **state)
{
	static const struct {
		const char *text, *source;
		int paragraph;
		const char *locator, *quote, *supports, *error;
	} rows[] = {
		{"doc", "doc", 0, "", "", "", ""},
		{"doc ¶25", "doc", 25, "¶25", "", "", ""},
		{"doc §4 \"two words\"", "doc", 4, "§4", "two words", "", ""},
		{"doc p. 12", "doc", 0, "p. 12", "", "", ""},
		{"doc entry Oct 2004 for the year", "doc", 0, "entry Oct 2004", "", "the year", ""},
		{"doc ¶2 \"good for all\" for 2 million", "doc", 2, "¶2", "good for all",
			"2 million", ""},
		{"doc ¶2 “curly” for", "doc", 2, "¶2 for", "curly", "", ""},
		{"doc ¶x", "doc", 0, "¶x", "", "", ""},
		{"doc ¶123456789", "doc", 0, "¶123456789", "", "", ""},
		{"", "", 0, "", "", "", "expected the id of a source"},
		{"doc \"open", "doc", 0, "", "", "", "expected a closing \""},
		{"doc \"one\" \"two\"", "doc", 0, "", "", "", "expected one quote"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct citation citation;
		struct error err = {""};
		bool good = citation_parse(&arena, rows[i].text, &citation, &err);

		assert_int_equal(good, *rows[i].error == '\0');
		assert_non_null(strstr(err.text, rows[i].error));
		assert_string_equal(citation.source, rows[i].source);
		if (!good)
			continue;
		assert_int_equal(citation.paragraph, rows[i].paragraph);
		assert_string_equal(citation.locator, rows[i].locator);
		assert_string_equal(citation.quote, rows[i].quote);
		assert_string_equal(citation.supports, rows[i].supports);
	}
}

static void adds(void **state)
{
	struct parsed_add add;
	struct error err;

	(void)state;
	assert_true(parse_add(&arena, "It is so.", &add, &err));
	assert_string_equal(add.sentence, "It is so.");
	assert_int_equal(add.citation_count + add.question_count, 0);
	assert_true(parse_add(&arena,
		"Is a@b so? Yes. @ doc ¶1 \"what ? he @ said\" @ web p. 2 ? so? ? how so", &add,
		&err));
	assert_string_equal(add.sentence, "Is a@b so? Yes.");
	assert_int_equal(add.citation_count, 2);
	assert_string_equal(add.citations[0], "doc ¶1 \"what ? he @ said\"");
	assert_string_equal(add.citations[1], "web p. 2");
	assert_int_equal(add.question_count, 2);
	assert_string_equal(add.questions[0], "so?");
	assert_string_equal(add.questions[1], "how so");
	assert_false(parse_add(&arena, "A ? b ? c ? d ? e ? f ? g ? h ? i ? j", &add, &err));
	assert_non_null(strstr(err.text, "at most"));
}

static void substitutions(void **state)
{
	static const struct {
		const char *text, *before, *after; /* after NULL: refused */
	} rows[] = {
		{"s/a/b/", "a cat", "b cat"},
		{"s/a/b/g", "a cat", "b cbt"},
		{"s/A/b/", "a cat", "a cat"},
		{"s/A/b/i", "a cat", "b cat"},
		{"s/A/b/gi", "a cat", "b cbt"},
		{"s|a/b|c|", "a/b", "c"},
		{"s/a\\/b/c\\/d/", "a/b", "c/d"},
		{"s#x#y", "x", "y"},
		{"s/(c)(a)/\\2\\1/", "a cat", "a act"},
		{"s/cat/[\\0]/", "a cat", "a [cat]"},
		{"s/cat/$1 & $$/", "a cat", "a $1 & $$"},
		{"s/\\s+/ /g", "a  b   c", "a b c"},
		{"s/é/e/", "café", "cafe"},
		{"s/a//", "a cat", " cat"},
		{"s/a/b/x", "", NULL},
		{"s/a", "", NULL},
		{"s//b/", "", NULL},
		{"s", "", NULL},
		{"", "", NULL},
		{"sxaxbx", "", NULL},
		{"s a b ", "", NULL},
		{"s/(/b/", "a", NULL},
		{"s/a/\\9/", "a", NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct substitution substitution;
		struct error err = {""};
		char out[64] = "";
		size_t count;
		bool good = parse_substitution(&arena, rows[i].text, &substitution, &err) &&
			    pattern_substitute(
				    &substitution, rows[i].before, out, sizeof out, &count, &err);

		if (good != (rows[i].after != NULL))
			fail_msg("%s: %s", rows[i].text, err.text);
		if (good)
			assert_string_equal(out, rows[i].after);
		else
			assert_true(strlen(err.text) > 5);
	}
}

/* What would take for ever, or not fit, is refused with the reason. */
static void substitutions_have_limits(void **state)
{
	struct substitution hostile = {.regex = "(a+)+$", .replacement = "b"};
	struct substitution growing = {.regex = "a", .replacement = "aaaaaaaaaa", .every = true};
	char line[301], out[400];
	struct error err;
	size_t count;

	(void)state;
	memset(line, 'a', sizeof line);
	memcpy(line + 299, "!", 2);
	assert_false(pattern_substitute(&hostile, line, out, sizeof out, &count, &err));
	assert_non_null(strstr(err.text, "limit"));
	assert_false(pattern_substitute(&growing, line, out, sizeof out, &count, &err));
	assert_non_null(strstr(err.text, "too long"));
}

static void ids(void **state)
{
	static const struct {
		const char *sentence;
		int number;
		const char *id;
	} rows[] = {
		{"The Mekong is the longest river of Cambodia.", 1,
			"mekong-longest-river-cambodia"},
		{"The Mekong is the longest river of Cambodia.", 3,
			"mekong-longest-river-cambodia-3"},
		{"Café Ünder 100%!", 1, "cafe-under-100"},
		{"ខ្មែរ", 1, "fact"},
		{"%_*'\"[]", 2, "fact-2"},
		{"a the of", 1, "fact"},
		{"one two three four five six seven", 1, "one-two-three-four-five"},
		{"pneumonoultramicroscopicsilicovolcanoconiosis pneumonoultramicroscopic", 1,
			"pneumonoultramicroscopicsilicovolcanoconiosis"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_string_equal(parse_id(&arena, rows[i].sentence, rows[i].number), rows[i].id);
	assert_true(parse_looks_like_id("hun-sen-age", 11));
	assert_false(parse_looks_like_id("hun", 3));
	assert_false(parse_looks_like_id("Hun-Sen", 7));
	assert_false(parse_looks_like_id("", 0));
}

static void words_and_ordinals(void **state)
{
	const char *text = "  one two\tr3 r x4 r0 r4x";

	(void)state;
	assert_string_equal(parse_word(&arena, &text), "one");
	assert_int_equal(parse_ordinal(&text), 0);
	assert_string_equal(parse_word(&arena, &text), "two");
	assert_int_equal(parse_ordinal(&text), 3);
	for (int i = 0; i < 4; i++) {
		assert_int_equal(parse_ordinal(&text), 0);
		parse_word(&arena, &text);
	}
	assert_string_equal(parse_word(&arena, &text), "");
	text = "r1 3 x";
	assert_int_equal(parse_revision(&text), 1);
	assert_int_equal(parse_revision(&text), 3);
	assert_int_equal(parse_revision(&text), 0);
	assert_string_equal(text, "x");
}

static void regexes(void **state)
{
	const char *regex;
	struct error err;

	(void)state;
	assert_true(parse_regex(&arena, "/a/b/ ", &regex, &err));
	assert_string_equal(regex, "a/b");
	assert_false(parse_regex(&arena, "//", &regex, &err));
	assert_false(parse_regex(&arena, "/a", &regex, &err));
	assert_false(parse_regex(&arena, "/", &regex, &err));
	assert_false(parse_regex(&arena, "", &regex, &err));
	assert_false(parse_regex(&arena, "/a/i", &regex, &err));
}

static void texts(void **state)
{
	static const struct {
		const char *text, *error;
	} rows[] = {
		{"fine", ""},
		{"ខ្មែរ 🙂 e\xcc\x81", ""},
		{"\xe2\x80\x8b\xe2\x80\x8f", ""}, /* zero-width, right to left */
		{"", "expected some text"},
		{" \t ", "expected some text"},
		{"0123456789012345678901234567890", "expected at most 30 bytes, found 31"},
		{"a\x01", "U+0001"},
		{"a\x7f", "U+007F"},
		{"a\xc2\x85", "U+0085"},
		{"\xef\xbb\xbf", "U+FEFF"},
		{"a\xff", "expected UTF-8"},
		{"a\r\nb", "U+000D"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct error err = {""};

		assert_int_equal(parse_text("it", rows[i].text, 30, &err), *rows[i].error == '\0');
		assert_non_null(strstr(err.text, rows[i].error));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(citations, empty),
		cmocka_unit_test_teardown(adds, empty),
		cmocka_unit_test_teardown(substitutions, empty),
		cmocka_unit_test(substitutions_have_limits),
		cmocka_unit_test_teardown(ids, empty),
		cmocka_unit_test_teardown(words_and_ordinals, empty),
		cmocka_unit_test_teardown(regexes, empty),
		cmocka_unit_test_teardown(texts, empty),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
