/* Splitting text into words. */
#include "base/text.h"
#include "language/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* The words with a space between and a mark of their kind behind: # number, - function, ~ light. */
static const char *split(const char *text)
{
	static char out[4096];
	char folded[1024];
	struct words words;

	text_fold(text, folded, sizeof folded);
	words_split(folded, &words);
	*out = '\0';
	for (size_t i = 0; i < words.count; i++)
		snprintf(out + strlen(out), sizeof out - strlen(out), "%s%s%c", i ? " " : "",
			words.list[i].text, " #-~"[words.list[i].kind]);
	for (char *c = out; *c; c++) /* plain words have no mark */
		while (*c == ' ' && (c[1] == ' ' || !c[1]))
			memmove(c, c + 1, strlen(c));
	return out;
}

static void texts_become_words(void **state)
{
	static const struct {
		const char *text, *words;
	} texts[] = {
		{"", ""},
		{" ?! … ", ""},
		{"Hun Sen", "hun sen"},
		{"who is Hun Sen?", "who- is- hun sen"},
		{"Sihanouk's throne", "sihanouk throne"},
		{"sihanouks' throne", "sihanouks throne"},
		{"the king’s son", "the- king son"},
		{"didn't they", "didnt- they-"},
		{"o'brien", "obrien"},
		{"'quoted' words", "quoted words"},
		{"non-governmental", "non governmental"},
		{"U.S. troops", "usa troops"},
		{"u.s.a.", "usa"},
		{"the US's aid", "the- usa aid"},
		{"tell us about the us", "tell~ us- about~ the- usa"},
		{"give us a fact", "give~ us- a- fact~"},
		{"did the US help", "did- the- usa help"},
		{"US aid", "usa aid"},
		{"2,000,000 dead", "2000000# dead"},
		{"1,500", "1500#"},
		{"in 1975,1976", "in- 1975# 1976#"},
		{"1975, 1976", "1975# 1976#"},
		{"1,2,3", "1# 2# 3#"},
		{"3.5 million", "3# 5# million"},
		{"thirty years", "30# years"},
		{"Two of ninety", "2# of- 90#"},
		{"the 1970s", "the- 1970s#"},
		{"23rd of October", "23rd# of- october"},
		{"cold-war-era", "cold war era"},
		{"aid/trade", "aid trade"},
		{"tell me what happened", "tell~ me- what- happened~"},
		{"e.g. x", "eg x"},
		{"end.start", "end start"},
		{"a,b", "a- b"},
		{"ហ៊ុន សែន", "ហ៊ុន សែន"},
		{"CAFÉ", "cafe"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		assert_string_equal(split(texts[i].text), texts[i].words);
}

static void long_texts_are_cut(void **state)
{
	char text[1024] = "";
	struct words words;

	(void)state;
	while (strlen(text) < sizeof text - 4)
		strcat(text, "xy ");
	words_split(text, &words);
	assert_int_equal(words.count, WORDS_MAX);

	memset(text, 'x', 100);
	strcpy(text + 100, " y");
	words_split(text, &words);
	assert_int_equal(words.count, 2);
	assert_int_equal(strlen(words.list[0].text), WORD_SIZE - 1);
	assert_string_equal(words.list[1].text, "y");

	*text = '\0'; /* at a character's boundary */
	for (int i = 0; i < 40; i++)
		strcat(text, "ក");
	words_split(text, &words);
	assert_int_equal(words.count, 1);
	assert_true(text_is_utf8(words.list[0].text, strlen(words.list[0].text)));
	assert_int_equal(strlen(words.list[0].text), 45);
}

/* No word's text ever holds what separates words. */
/* A word's bytes end with its last letter, or with "'s". */
static void words_know_their_place(void **state)
{
	static const char text[] = "who's lon nol's heir, u.s. or d'eau?";
	static const char *const there[] = {"who's", "lon", "nol's", "heir", "u.s", "or", "d'eau"};
	struct words words;

	(void)state;
	words_split(text, &words);
	assert_int_equal(words.count, sizeof there / sizeof *there);
	for (size_t i = 0; i < words.count; i++) {
		assert_int_equal(words.list[i].length, strlen(there[i]));
		assert_memory_equal(text + words.list[i].at, there[i], strlen(there[i]));
	}
}

static void words_are_clean(void **state)
{
	static const char text[] = "a''b 'c' d'' ,,, 1,,000 .u.s. x.y.z. 9, ,9 's '' \xe2\x80\xa6";
	char folded[256];
	struct words words;

	(void)state;
	for (size_t from = 0; from < sizeof text - 4; from++) {
		text_fold(text + from, folded, sizeof folded);
		words_split(folded, &words);
		for (size_t i = 0; i < words.count; i++) {
			assert_true(*words.list[i].text);
			assert_null(strpbrk(words.list[i].text, " .,'"));
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_become_words),
		cmocka_unit_test(long_texts_are_cut),
		cmocka_unit_test(words_know_their_place),
		cmocka_unit_test(words_are_clean),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
