/* Finds the word in a statement that a misspelt word of a search means. */
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

int browse_respell(const struct index *index, const char *word, char meant[WORD_SIZE])
{
	enum { POSSESSIVE = 4 }; /* bytes of "’s" */
	static const char separators[] = " ,.;:?!()\"";
	size_t own = strlen(word), most = (size_t)spell_allowed(own);
	struct spell_guess guess = {.value = -1, .distance = (int)most};
	char written[WORD_SIZE], capital = (char)toupper((unsigned char)*word);

	*meant = '\0';
	if (most == 0 || english_is_word(word))
		return -1;
	for (size_t i = 0; i < index->count; i++) {
		const char *says = index->profiles[i].fact->says;

		for (const char *at = says; *at; at++) {
			if ((*at != *word && *at != capital) ||
				(at > says && !strchr(separators, at[-1])))
				continue;
			size_t length = strcspn(at, separators);

			if (length + most < own || length > own + most + POSSESSIVE ||
				length >= sizeof written)
				continue;
			snprintf(written, sizeof written, "%.*s", (int)length, at);
			guess_from(index, written, word, &guess, meant);
		}
	}
	return guess.tie ? -1 : guess.value;
}
