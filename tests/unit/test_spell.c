/* How far apart two spellings are. */
#include "language/spell.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct {
	const char *a, *b;
	int distance;
} pairs[] = {
	{"", "", 0},
	{"", "ab", 2},
	{"sihanouk", "sihanouk", 0},
	{"sihanouk", "sihanuk", 1},   /* left out */
	{"sihanouk", "sihannouk", 1}, /* put in */
	{"sihanouk", "sihanoux", 1},  /* another */
	{"sihanouk", "sihaonuk", 1},  /* two swapped */
	{"sihanouk", "sihamoni", 3},
	{"ca", "abc", 3}, /* no edit inside a swapped pair */
	{"abcd", "badc", 2},
	{"kitten", "sitting", 3},
	{"ab", "ba", 1},
};

static void edits_are_counted_both_ways(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
		for (int most = 0; most <= 5; most++) {
			int there = spell_distance(pairs[i].a, pairs[i].b, most);
			int back = spell_distance(pairs[i].b, pairs[i].a, most);

			if (pairs[i].distance <= most ? there != pairs[i].distance : there <= most)
				fail_msg(
					"%s, %s, most %d: %d", pairs[i].a, pairs[i].b, most, there);
			if ((there <= most) != (back <= most) || (there <= most && there != back))
				fail_msg("%s, %s: %d and %d", pairs[i].a, pairs[i].b, there, back);
		}
}

static void long_words_are_not_compared(void **state)
{
	char word[64];

	(void)state;
	memset(word, 'x', sizeof word);
	word[32] = '\0';
	assert_int_equal(spell_distance(word, word, 2), 0);
	word[32] = 'x', word[33] = '\0';
	assert_true(spell_distance(word, word, 2) > 2);
	assert_true(spell_distance(word, "", 2) > 2);
	assert_true(spell_distance("x", word, 2) > 2);
}

static void short_words_may_not_be_misspelt(void **state)
{
	static const int allowed[] = {0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2};

	(void)state;
	for (size_t length = 0; length < sizeof allowed / sizeof allowed[0]; length++)
		assert_int_equal(spell_allowed(length), allowed[length]);
}

/* The nearest of an index's words, unless words of two values are as near. */
static void the_nearest_word_is_guessed(void **state)
{
	static const struct {
		const char *word;
		int value; /* -1: none is near enough */
		bool tie;
	} rows[] = {
		{"sihanuk", 1, false},
		{"sihanouk", 1, false},
		{"embassi", 2, false},
		{"xihanouk", -1, false}, /* another first letter */
		{"treaty", 3, true},
		{"treat", 3, false},
		{"", -1, false},
		{"elephant", -1, false},
	};
	static struct spell_index index;

	(void)state;
	spell_add(&index, "sihanouk", 1);
	spell_add(&index, "embassy", 2);
	spell_add(&index, "treats", 3);
	spell_add(&index, "treat", 3);
	spell_add(&index, "treata", 4);
	spell_add(&index, "", 5); /* left out */
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct spell_guess guess = {.value = -1, .distance = 1};

		spell_guess(&index, rows[i].word, &guess);
		if (guess.value != rows[i].value || guess.tie != rows[i].tie)
			fail_msg("%s: %d%s", rows[i].word, guess.value, guess.tie ? ", tie" : "");
	}
	spell_free(&index);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(edits_are_counted_both_ways),
		cmocka_unit_test(long_words_are_not_compared),
		cmocka_unit_test(the_nearest_word_is_guessed),
		cmocka_unit_test(short_words_may_not_be_misspelt),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
