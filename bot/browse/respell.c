/* Finds the words in statements that misspelt words of a search mean. */
#include "browse/browse.h"

#include "base/text.h"
#include "language/english.h"
#include "language/spell.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* The term of a folded word, or -1. */
static int term_of(const struct index *index, const char *word)
{
	struct terms terms;

	lexicon_terms(index->lexicon, word, LEXICON_READ, &terms);
	return terms.count == 1 && !terms.list[0].guessed ? terms.list[0].term_id : -1;
}

/* Whether the word, if it is of ASCII letters alone, is farther than that: without folding. */
static bool is_farther(const char *written, const char *word, int distance)
{
	char lower[WORD_SIZE];
	size_t i = 0;

	for (; isalpha((unsigned char)written[i]); i++)
		lower[i] = (char)tolower((unsigned char)written[i]);
	lower[i] = '\0';
	return !written[i] && spell_distance(word, lower, distance) > distance;
}

/* Improves the guess if this word of a statement is nearer. */
static void guess_from(const struct index *index, const char *written, const char *word,
	struct spell_guess *guess, char meant[WORD_SIZE])
{
	char folded[WORD_SIZE];
	struct words words;

	if (is_farther(written, word, guess->distance))
		return;
	text_fold(written, folded, sizeof folded);
	words_split(folded, &words);
	if (words.count == 0 || words.list[0].kind != WORD_PLAIN)
		return;
	const char *other = words.list[0].text;
	int distance = spell_distance(word, other, guess->distance);
	if (distance > guess->distance || strcmp(other, meant) == 0)
		return;
	int value = term_of(index, other);
	if (value < 0)
		return;
	if (distance == guess->distance && guess->value >= 0) {
		guess->tie |= value != guess->value;
		return;
	}
	*guess = (struct spell_guess){.value = value, .distance = distance};
	snprintf(meant, WORD_SIZE, "%s", other);
}

/* Improves the guess if the word of a statement at `at` is nearer. */
static void guess_at(const struct index *index, const char *at, size_t length,
	struct browse_respelling *it, struct spell_guess *guess)
{
	enum { POSSESSIVE = 4 }; /* bytes of "’s" */
	size_t own = strlen(it->word), most = (size_t)spell_allowed(own);
	char written[WORD_SIZE];

	if (length + most < own || length > own + most + POSSESSIVE || length >= sizeof written)
		return;
	snprintf(written, sizeof written, "%.*s", (int)length, at);
	guess_from(index, written, it->word, guess, it->meant);
}

/* Improves the guesses by the words of a statement. starting: for a byte, a bit for each of the
 * words that begins with it. */
static void guess_in(const struct index *index, const char *says, const unsigned starting[256],
	struct browse_respelling *list, struct spell_guess *guesses)
{
	static const char separators[] = " ,.;:?!()\"";

	for (const char *at = says; *at; at++) {
		unsigned here = starting[(unsigned char)*at];

		if (!here || (at > says && !strchr(separators, at[-1])))
			continue;
		for (size_t k = 0; k < BROWSE_RESPELLED; k++)
			if (here >> k & 1)
				guess_at(index, at, strcspn(at, separators), &list[k], &guesses[k]);
	}
}

void browse_respell(const struct index *index, struct browse_respelling *list, size_t count)
{
	struct spell_guess guesses[BROWSE_RESPELLED];
	unsigned starting[256] = {0};
	bool any = false;

	for (size_t k = 0; k < count; k++) {
		const char *word = list[k].word;
		unsigned char first = (unsigned char)*word;

		guesses[k] =
			(struct spell_guess){.value = -1, .distance = spell_allowed(strlen(word))};
		*list[k].meant = '\0';
		if (guesses[k].distance == 0 || english_is_word(word))
			continue;
		starting[first] |= 1u << k;
		starting[toupper(first)] |= 1u << k;
		any = true;
	}
	for (size_t i = 0; any && i < index->count; i++)
		guess_in(index, index->profiles[i].fact->says, starting, list, guesses);
	for (size_t k = 0; k < count; k++)
		list[k].term_id = guesses[k].tie ? -1 : guesses[k].value;
}
