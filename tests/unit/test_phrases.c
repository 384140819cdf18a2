/* Phrases: the longest that begins at a word, found as trying each of them would. */
#include "scratch.h"

#include "base/hash.h"
#include "language/phrases.h"

enum { PHRASES = 400, WORDS = 12 };

static const char *const vocabulary[] = {"king", "of", "the", "norodom", "river", "bank"};
static struct phrase added[PHRASES];

static size_t random_below(size_t limit)
{
	static uint32_t seed = 3;

	seed = seed * 1664525 + 1013904223;
	return (seed >> 16) % limit;
}

static const char *random_word(void)
{
	return vocabulary[random_below(sizeof vocabulary / sizeof *vocabulary)];
}

/* Names are texts as written, expressions stems: here each stem begins with "s-". */
static void read_text(struct stemmed_words *text)
{
	text->words.count = WORDS;
	for (size_t i = 0; i < WORDS; i++) {
		const char *word = random_word();

		snprintf(text->words.list[i].text, WORD_SIZE, "%s", word);
		snprintf(text->stems[i], WORD_SIZE, "s-%s", word);
		text->words.list[i].hash = hash_text(word);
		text->stem_hashes[i] = hash_text(text->stems[i]);
	}
}

static bool is_at_place(const struct phrase *phrase, const struct stemmed_words *text, size_t at)
{
	for (size_t k = 0; k < phrase->count; k++)
		if (strcmp(phrase->words[k], phrase->name ? text->words.list[at + k].text
							  : text->stems[at + k]) != 0)
			return false;
	return true;
}

/* Of the longest a name, and of those the one that was added last. */
static size_t find_plainly(const struct stemmed_words *text, size_t at, size_t end, int *term_id)
{
	const struct phrase *best = NULL;

	for (size_t i = 0; i < PHRASES; i++) {
		const struct phrase *phrase = &added[i];

		if (phrase->count > end - at || !is_at_place(phrase, text, at) ||
			(best && (phrase->count < best->count ||
					 (phrase->count == best->count && best->name &&
						 !phrase->name))))
			continue;
		best = phrase;
		*term_id = phrase->term_id;
	}
	return best ? best->count : 0;
}

static void the_longest_is_found(void **state)
{
	static char stems[PHRASES][PHRASE_WORDS][WORD_SIZE];
	struct phrases phrases = {0};
	struct stemmed_words text;
	size_t met = 0;

	(void)state;
	read_text(&text);
	assert_int_equal(phrases_find(&phrases, &text, 0, WORDS, NULL), 0);
	for (int i = 0; i < PHRASES; i++) {
		struct phrase *phrase = &added[i];

		*phrase = (struct phrase){.count = 2 + random_below(PHRASE_WORDS - 1),
			.term_id = i,
			.name = random_below(2)};
		if (random_below(4))
			phrase->count = 2 + random_below(3);
		for (size_t k = 0; k < phrase->count; k++) {
			snprintf(stems[i][k], WORD_SIZE, "%s%s", phrase->name ? "" : "s-",
				random_word());
			phrase->words[k] = stems[i][k];
		}
		phrases_add(&phrases, phrase);
	}
	for (int round = 0; round < 2000; round++) {
		size_t at = random_below(WORDS), end = at + random_below(WORDS - at + 1);
		int found = -1, wanted = -1;

		read_text(&text);
		assert_int_equal(phrases_find(&phrases, &text, at, end, &found),
			find_plainly(&text, at, end, &wanted));
		assert_int_equal(found, wanted);
		met += found >= 0;
	}
	assert_true(met > 500);
	phrases_free(&phrases);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(the_longest_is_found)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
