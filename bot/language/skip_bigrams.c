#include "language/skip_bigrams.h"

#include "base/hash.h"

#include <stdbool.h>
#include <string.h>

enum { OPENING = 1 }; /* the code of the position before the first word */

/* Function words by class; words of class "" are ignored. */
static const struct {
	const char *word, *class;
} classes[] = {{"a", ""}, {"an", ""}, {"the", ""}, {"please", ""}, {"pls", ""}, {"plz", ""},
	{"me", ""}, {"us", ""}, {"hey", ""}, {"hi", ""}, {"hello", ""}, {"ok", ""}, {"lol", ""},
	{"erm", ""}, {"er", ""}, {"hmm", ""}, {"thanks", ""}, {"guys", ""}, {"well", ""},
	{"is", "be"}, {"are", "be"}, {"was", "be"}, {"were", "be"}, {"been", "be"}, {"being", "be"},
	{"am", "be"}, {"isnt", "be"}, {"arent", "be"}, {"wasnt", "be"}, {"werent", "be"},
	{"does", "do"}, {"did", "do"}, {"done", "do"}, {"doing", "do"}, {"doesnt", "do"},
	{"didnt", "do"}, {"dont", "do"}, {"has", "have"}, {"had", "have"}, {"having", "have"},
	{"hasnt", "have"}, {"hadnt", "have"}, {"havent", "have"}, {"whom", "who"}, {"whos", "who"},
	{"whats", "what"}};

uint32_t skip_bigrams_of_grammar(const char *word)
{
	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
		if (*classes[i].word == *word && strcmp(classes[i].word, word) == 0) {
			word = classes[i].class;
			break;
		}
	return *word ? hash_text(word) >> 2 | 0x40000000u : 0;
}

uint32_t skip_bigrams_of_term(int term_id)
{
	return (uint32_t)term_id + 2;
}

uint32_t skip_bigrams_of_unknown(const char *stem)
{
	return hash_text(stem) >> 2 | 0x80000000u;
}

/* A hash of two codes in that order. */
static uint32_t pair(uint32_t first, uint32_t second, bool adjacent)
{
	uint32_t value = first * 0x9e3779b1u ^ (second + (adjacent ? 0x85ebca6bu : 0x27d4eb2fu));

	value = (value ^ value >> 15) * 0x2c1b3c6du;
	return value ^ value >> 13;
}

size_t skip_bigrams_read(const uint32_t *codes, size_t count, uint32_t *pairs)
{
	size_t n = 0;

	if (count > SKIP_BIGRAMS_WORDS)
		count = SKIP_BIGRAMS_WORDS;
	for (size_t i = 0; i < count; i++)
		pairs[n++] = pair(i ? codes[i - 1] : OPENING, codes[i], true);
	for (size_t i = 1; i < count; i++)
		pairs[n++] = pair(i > 1 ? codes[i - 2] : OPENING, codes[i], false);
	return n;
}

void skip_bigrams_set(const uint32_t *pairs, size_t count, struct skip_bigrams *out)
{
	out->count = 0;
	for (size_t i = 0; i < count; i++) {
		size_t k = 0;

		while (k < out->count && out->list[k] != pairs[i])
			k++;
		if (k == out->count)
			out->list[out->count++] = pairs[i];
	}
}
