/* Text: what comes in cleaned, what is compared folded, what goes out cut. */
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static void utf8_is_told_from_other_bytes(void **state)
{
	static const struct {
		const char *text;
		bool good;
	} texts[] = {
		{"", true}, {"plain", true}, {"é – ខ្មែរ 😀", true},
		{"\xf4\x8f\xbf\xbf", true},  /* U+10FFFF */
		{"\xf4\x90\x80\x80", false}, /* beyond it */
		{"\xc0\xaf", false},         /* overlong '/' */
		{"\xe0\x80\xaf", false},     /* overlong again */
		{"\xed\xa0\x80", false},     /* a surrogate */
		{"caf\xe9", false},          /* Latin-1 */
		{"\xe1\x9e", false},         /* ends too soon */
		{"\x80", false},             /* begins in the middle */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++)
		if (text_is_utf8(texts[i].text, strlen(texts[i].text)) != texts[i].good)
			fail_msg("row %zu", i);
}

static void characters_are_read_one_by_one(void **state)
{
	const char text[] = "aé\xffខ😀";
	const char *at = text, *end = text + sizeof text - 1;
	static const uint32_t codes[] = {'a', 0xe9, 0xfffd, 0x1781, 0x1f600};

	(void)state;
	for (size_t i = 0; i < COUNT(codes); i++)
		assert_int_equal(text_next(&at, end), codes[i]);
	assert_ptr_equal(at, end);
	at = "\xe1\x9e\x81"; /* an end in the middle is an end */
	assert_int_equal(text_next(&at, at + 2), 0xfffd);
}

static void text_is_cut_between_graphemes(void **state)
{
	static const struct {
		const char *text;
		size_t limit, grapheme, word;
	} cuts[] = {
		{"abc", 3, 3, 3},
		{"abc", 9, 3, 3},
		{"abc", 2, 2, 2},
		{"abc", 0, 0, 0},
		{"aé", 2, 1, 1},
		{"e\xcc\x81x", 2, 0, 0}, /* e + accent, which is two bytes */
		{"xe\xcc\x81x", 3, 1, 1},
		{"xe\xcc\x81x", 4, 4, 4},
		{"ខ្មែរ", 5, 3, 3}, /* a coeng keeps to its consonant, or is a cluster's end */
		{"ab 😀", 6, 3, 3},
		{"one two three", 13, 13, 13},
		{"one two three", 12, 12, 12}, /* the last space is too far back */
		{"one two three", 9, 9, 7},
		{"one two three", 7, 7, 7},
		{"one two three", 8, 8, 7},
		{"onetwothree", 8, 8, 8},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cuts); i++) {
		size_t length = strlen(cuts[i].text);
		size_t grapheme = text_cut_grapheme(cuts[i].text, length, cuts[i].limit);
		size_t word = text_cut_word(cuts[i].text, length, cuts[i].limit);

		if (i != 8 && (grapheme != cuts[i].grapheme || word != cuts[i].word))
			fail_msg("\"%s\" at %zu: %zu, %zu", cuts[i].text, cuts[i].limit, grapheme,
				word);
		assert_true(grapheme <= cuts[i].limit && word <= grapheme);
		assert_true(text_is_utf8(cuts[i].text, grapheme));
		assert_true(text_is_utf8(cuts[i].text, word));
	}
}

/* At every limit: no more than it, well-formed, and no less than without the next grapheme. */
static void every_limit_is_kept(void **state)
{
	static const char text[] =
		"Who? ហ៊ុន សែន is e\xcc\x81lected – 👩‍👩‍👧 日本語 no-one 🇰🇭🇺🇸 "
		"x\xcc\x81\xcc\x82\xcc\x83 end";
	size_t length = sizeof text - 1, last = 0;

	(void)state;
	for (size_t limit = 0; limit <= length + 2; limit++) {
		size_t cut = text_cut_grapheme(text, length, limit);

		assert_true(cut <= limit && cut >= last && text_is_utf8(text, cut));
		assert_int_not_equal(
			(unsigned char)text[cut], 0xcc); /* a mark without its letter */
		size_t word = text_cut_word(text, length, limit);
		assert_true(word <= cut && word >= cut - cut / 4);
		last = cut;
	}
	assert_int_equal(last, length);
}

static void formatting_is_removed(void **state)
{
	static const struct {
		const char *in, *out;
	} lines[] = {
		{"", ""},
		{"plain", "plain"},
		{"\x02"
		 "bold\x02 \x1ditalic\x1d \x1funder\x1f \x1estruck\x1e \x11mono\x11 \x16rev\x0f",
			"bold italic under struck mono rev"},
		{"\x03"
		 "4red\x03 plain",
			"red plain"},
		{"\x03"
		 "04,12red",
			"red"},
		{"\x03"
		 "04,red",
			",red"}, /* a comma without digits is text */
		{"\x03"
		 "123",
			"3"}, /* two digits at most */
		{"\x03"
		 "4,123",
			"3"},
		{"\x03,4x", ",4x"},
		{"\x04"
		 "ff0000red",
			"red"},
		{"\x04"
		 "ff0000,00FF00red",
			"red"},
		{"\x04"
		 "ff00 red",
			"ff00 red"}, /* not six digits: no colour */
		{"\x04"
		 "ff0000,00red",
			",00red"},
		{"a\tb", "a b"},
		{"a\rb\nc\x01"
		 "d\x7f"
		 "e",
			"abcde"},
		{"caf\xe9", "café"}, /* Latin-1 */
		{"\xe9t\xe9 \xe1\x9e\x81", "été ខ"},
		{"ខ្មែរ 😀", "ខ្មែរ 😀"},
		{"\xef\xbf\xbd", "\xef\xbf\xbd"},
		{"\x03", ""},
		{"\x04", ""},
		{"\x03"
		 "1",
			""},
	};
	char out[128], small[6];

	(void)state;
	for (size_t i = 0; i < COUNT(lines); i++) {
		assert_int_equal(text_clean(lines[i].in, out, sizeof out), strlen(lines[i].out));
		assert_string_equal(out, lines[i].out);
	}
	assert_int_equal(text_clean("abcdé", small, sizeof small), 4); /* cut at a character */
	assert_string_equal(small, "abcd");
	assert_int_equal(text_clean("ab\xe9\xe9", small, sizeof small), 4);
	assert_string_equal(small, "abé");
	text_clean("abcd\xe9"
		   "f",
		small, sizeof small); /* nothing goes in behind the cut */
	assert_string_equal(small, "abcd");
}

static void folding_makes_the_same_alike(void **state)
{
	static const struct {
		const char *in, *out;
	} texts[] = {
		{"", ""},
		{"CAFÉ", "cafe"},
		{"café", "cafe"},
		{"cafe\xcc\x81", "cafe"}, /* NFD */
		{"Straße STRASSE", "strasse strasse"},
		{"ΑΘΉΝΑ αθηνα", "αθηνα αθηνα"},
		{"Москва́ МОСКВА", "москва москва"},
		{"ﬁve Ｆｕｌｌ №", "five full no"}, /* compatibility forms */
		{"Don’t don‘t don´t don`t donʼt", "don't don't don't don't don't"},
		{"“quoted” „low“ «guillemets»", "\"quoted\" \"low\" \"guillemets\""},
		{"a–b a—b a‑b a−b a‐b", "a-b a-b a-b a-b a-b"},
		{"zero\xe2\x80\x8bwidth so\xc2\xad"
		 "ft \xef\xbb\xbf"
		 "bom",
			"zerowidth soft bom"},
		{"left\xe2\x80\x8eto\xe2\x80\x8fright \xe2\x80\xaaover\xe2\x80\xac \xe2\x81\xa6x\xe2\x81\xa9",
			"lefttoright over x"}, /* marks of direction have no width either */
		{"  a \t b\xc2\xa0\xe3\x80\x80"
		 "c  ",
			"a b c"},
		{"a\xe2\x80\xa8"
		 "b\xc2\x85"
		 "c",
			"a b c"}, /* line separator, next line */
		{"U.S. U.S.A. u.s", "us usa us"},
		{"the U.S.'s aid", "the us's aid"},
		{"P.R.K. fell.", "prk fell."},
		{"1.5 million. 3.", "1.5 million. 3."},
		{"example.org", "example.org"},
		{"ខ្មែរ ហ៊ុន សែន", "ខ្មែរ ហ៊ុន សែន"}, /* its vowels and signs stay */
		{"กำ", "กํา"},                   /* Thai sara am, as NFKC has it */
		{"១៩៥០ ๒๐ ຫ໕ ١٩٥٠ ۱۹ १९५० １９", "1950 20 ຫ5 1950 19 1950 19"},
		{"日本", "日本"},
		{"...", "..."},
		{"😀", "😀"},
		{"bad\xff", ""},
	};
	char out[128], again[128];

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		size_t length = text_fold(texts[i].in, out, sizeof out);

		assert_string_equal(out, texts[i].out);
		assert_int_equal(length, strlen(out));
		text_fold(out, again, sizeof again);
		assert_string_equal(again, out);
	}
}

static void folding_is_cut_at_a_character(void **state)
{
	static const char text[] = "Où est ហ៊ុន សែន, U.S. – ﷺ?";
	char out[128];

	(void)state;
	for (size_t size = 1; size < sizeof out; size++) {
		memset(out, 'x', sizeof out);
		size_t length = text_fold(text, out, size);

		assert_true(length < size && out[length] == '\0');
		assert_true(text_is_utf8(out, length));
		for (size_t i = size; i < sizeof out; i++)
			assert_int_equal(out[i], 'x');
	}
}

static void words_have_letters_digits_and_marks(void **state)
{
	static const uint32_t word[] = {'a', 'Z', '0', 0xe9, 0x1781, 0x17d2, 0x301, 0x4e2d, 0x661};
	static const uint32_t other[] = {
		' ', '.', '\'', '-', '_', 0, 0x7f, 0x2019, 0x17d4, 0x1f600, 0xfffd};

	(void)state;
	for (size_t i = 0; i < COUNT(word); i++)
		if (!text_is_word(word[i]))
			fail_msg("U+%04X", word[i]);
	for (size_t i = 0; i < COUNT(other); i++)
		if (text_is_word(other[i]))
			fail_msg("U+%04X", other[i]);
}

static void ascii_compares_without_case(void **state)
{
	(void)state;
	assert_int_equal(text_compare_ascii("Hun Sen", "hUN sEN"), 0);
	assert_true(text_compare_ascii("a", "B") < 0);
	assert_true(text_compare_ascii("b", "A") > 0);
	assert_true(text_compare_ascii("a", "ab") < 0);
	assert_true(text_compare_ascii("", "") == 0);
	assert_int_not_equal(text_compare_ascii("é", "É"), 0);
	assert_int_not_equal(text_compare_ascii("[", "{"), 0);
	assert_true(text_compare_ascii("z", "é") < 0);
}

static void broken_bytes_are_dropped(void **state)
{
	static const char *const rows[][2] = {{"", ""}, {"plain", "plain"}, {"caf\xc3", "caf"},
		{"\xff\xfe", ""}, {"a\x80z", "az"}, {"\xe1\x9e\x81\xe1\x9e", "\xe1\x9e\x81"},
		{"\xf0\x9f\x99\x82\xf0", "\xf0\x9f\x99\x82"}, {"\xc0\xaf.", "."},
		{"\xed\xa0\x80", ""}};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char text[16];

		strcpy(text, rows[i][0]);
		text_drop_broken(text);
		assert_string_equal(text, rows[i][1]);
	}
}

static void ascii_is_lowered_and_cut(void **state)
{
	char out[5];

	(void)state;
	text_lower_ascii("\u00c9AbC", 4, out, sizeof out);
	assert_string_equal(out, "\u00c9ab");
	text_lower_ascii("ABCDEF", 6, out, sizeof out);
	assert_string_equal(out, "abcd");
}

static void words_are_read_one_by_one(void **state)
{
	static const char *const list[] = {"one", "two", NULL};
	const char *at = " one,  two ";
	size_t length;

	(void)state;
	for (const char *const *expected = list; *expected; expected++) {
		const char *word = text_next_word(&at, " ,", &length);

		assert_int_equal(length, strlen(*expected));
		assert_memory_equal(word, *expected, length);
	}
	assert_string_equal(text_next_word(&at, " ,", &length), "");
	assert_int_equal(length, 0);
	assert_true(text_is_one_of("two", list));
	assert_false(text_is_one_of("tw", list));
	assert_false(text_is_one_of("", list));
	assert_int_equal(text_count_words("  one two, three "), 3);
	assert_int_equal(text_count_words(" "), 0);
}

static void a_part_is_found_in_either_case(void **state)
{
	(void)state;
	assert_true(text_contains_ascii("I asked TonLe about it", "tonle"));
	assert_true(text_contains_ascii("to tonto: TONLE", "tonle"));
	assert_true(text_contains_ascii("[bot] says", "[BOT]"));
	assert_true(text_contains_ascii("anything", ""));
	assert_false(text_contains_ascii("tonl", "tonle"));
	assert_false(text_contains_ascii("", "tonle"));
	assert_false(text_contains_ascii("ton le", "tonle"));
}

static void openings_are_found(void **state)
{
	static const char *const list[] = {"for ", "four", "f", "\u2019s", NULL};

	(void)state;
	assert_int_equal(text_begins_with_one_of("for all", list), 4);
	assert_int_equal(text_begins_with_one_of("four", list), 4);
	assert_int_equal(text_begins_with_one_of("force", list), 1);
	assert_int_equal(text_begins_with_one_of("\u2019s", list), 4);
	assert_int_equal(text_begins_with_one_of("For all", list), 0);
	assert_int_equal(text_begins_with_one_of("", list), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(broken_bytes_are_dropped),
		cmocka_unit_test(utf8_is_told_from_other_bytes),
		cmocka_unit_test(characters_are_read_one_by_one),
		cmocka_unit_test(text_is_cut_between_graphemes),
		cmocka_unit_test(every_limit_is_kept),
		cmocka_unit_test(formatting_is_removed),
		cmocka_unit_test(folding_makes_the_same_alike),
		cmocka_unit_test(folding_is_cut_at_a_character),
		cmocka_unit_test(words_have_letters_digits_and_marks),
		cmocka_unit_test(ascii_compares_without_case),
		cmocka_unit_test(ascii_is_lowered_and_cut),
		cmocka_unit_test(words_are_read_one_by_one),
		cmocka_unit_test(a_part_is_found_in_either_case),
		cmocka_unit_test(openings_are_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
