#include "ask_fixture.h"

#include "ask/english.h"
#include "ask/sure.h"
#include "ask/turns.h"
#include "ask/wording.h"

#include <string.h>

static size_t codes_of(const char *text, uint32_t *codes)
{
	struct terms terms;

	lexicon_terms(small->lexicon, fold(text), LEXICON_READ, &terms);
	memcpy(codes, terms.codes, sizeof terms.codes);
	return terms.code_count;
}

/* Dice's coefficient of two texts' turns of phrase. */
static double alike(const char *a, const char *b)
{
	uint32_t x[TURNS_WORDS], y[TURNS_WORDS];
	size_t x_count = codes_of(a, x), y_count = codes_of(b, y), own;
	bool met[TURNS_MAX] = {false};
	struct turns turns;

	turns_read(x, x_count, &turns);
	size_t found = turns_met(&turns, y, y_count, met, &own);
	return 2.0 * (double)found / (double)(turns.count + own);
}

/* A bag of words cannot tell who did what to whom. */
static void the_order_of_words_tells(void **state)
{
	(void)state;
	assert_true(alike("who crowned Sihanouk", "who crowned Sihanouk?") == 1);
	assert_true(alike("who crowned Sihanouk", "Who's crowned Norodom Sihanouk") > 0.5);
	assert_true(alike("who crowned Sihanouk", "when was Sihanouk crowned") < 0.2);
	assert_true(alike("was the king of Thailand crowned", "is a king of Thailand crowned") == 1);
	assert_true(alike("America bombed Cambodia", "Cambodia bombed America") < 0.3);
	assert_true(alike("", "who") == 0 || alike("", "who") != alike("", "who")); /* 0 of 0 */
}

static void long_texts_are_cut(void **state)
{
	char text[1024] = "";
	uint32_t codes[TURNS_WORDS];

	(void)state;
	for (int i = 0; i < 100; i++)
		sprintf(text + strlen(text), "word%d ", i);
	assert_int_equal(codes_of(text, codes), TURNS_WORDS);
	assert_true(alike(text, text) == 1);
}

static float lean_on(const struct wording *wording, const int *concepts, size_t count,
	enum wording_known known)
{
	const struct wording_text text = {
		.concepts = concepts, .count = count, .type = ASKS_PERSON};

	return wording_lean(wording, &text, known);
}

static void learn(struct wording *wording, int concept, bool near_miss, int by)
{
	const struct wording_text text = {.concepts = &concept, .count = 1, .type = ASKS_PERSON};

	wording_learn(wording, &text, near_miss, by);
}

static void near_misses_are_known_by_their_words(void **state)
{
	static const int wife = 1, king = 2, unheard = 3;
	struct wording *wording = wording_new();

	(void)state;
	assert_true(lean_on(wording, &wife, 1, WORDING_NEW) == 0); /* nothing learnt */
	for (int i = 0; i < 5; i++) {
		learn(wording, wife, true, 1);
		learn(wording, king, false, 1);
	}
	assert_true(lean_on(wording, &wife, 1, WORDING_NEW) > 1);
	assert_true(lean_on(wording, &king, 1, WORDING_NEW) < -1);
	assert_true(lean_on(wording, &wife, 1, WORDING_NEAR_MISS) <
		    lean_on(wording, &wife, 1, WORDING_NEW));
	assert_true(lean_on(wording, &unheard, 1, WORDING_NEW) > -0.1f);
	assert_true(lean_on(wording, &unheard, 1, WORDING_NEW) < 0.1f);
	for (int i = 0; i < 5; i++) { /* taken back: as if it had never been there */
		learn(wording, wife, true, -1);
		learn(wording, wife, false, 1);
		learn(wording, king, true, 1);
		learn(wording, king, false, -1);
	}
	assert_true(lean_on(wording, &wife, 1, WORDING_NEW) < -1);
	assert_true(lean_on(wording, &king, 1, WORDING_NEW) > 1);
	for (int i = 0; i < 5000; i++) /* grows */
		learn(wording, 100 + i, i % 2, 1);
	assert_true(lean_on(wording, &king, 1, WORDING_NEW) > 1);
	wording_free(wording);
	wording_free(NULL);
}

static void english_words_are_no_misspellings(void **state)
{
	struct terms terms;

	(void)state;
	assert_true(english_is_word("mayor"));
	assert_true(english_is_word("north"));
	assert_false(english_is_word("refugess"));
	assert_false(english_is_word(""));
	assert_false(english_is_word("zzzzzz"));
	lexicon_terms(small->lexicon, "abdicte", LEXICON_READ, &terms);
	assert_true(terms.list[0].guessed); /* abdicate */
	lexicon_terms(small->lexicon, "shores", LEXICON_READ, &terms);
	assert_int_equal(terms.list[0].concept, -1); /* not shoes */
}

static void surer_of_the_like_than_of_the_unlike(void **state)
{
	const struct answer *answer = decide_on("when did King Sihanouk give up his throne", false);
	float like = sure_of(&answer->fits[0], 6, 6);

	(void)state;
	assert_true(like > 0.5f && like < 1);
	answer = decide_on("what is the price of a shoe in Tokyo", false);
	float unlike = sure_of(&answer->fits[0], 0, 0);
	assert_true(unlike >= 0 && unlike < 0.4f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_order_of_words_tells),
		cmocka_unit_test(long_texts_are_cut),
		cmocka_unit_test(near_misses_are_known_by_their_words),
		cmocka_unit_test(english_words_are_no_misspellings),
		cmocka_unit_test(surer_of_the_like_than_of_the_unlike),
	};

	return cmocka_run_group_tests(tests, small_setup, small_teardown);
}
