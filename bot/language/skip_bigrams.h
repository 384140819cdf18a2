#ifndef TONLE_LANGUAGE_SKIP_BIGRAMS_H
#define TONLE_LANGUAGE_SKIP_BIGRAMS_H

#include <stddef.h>
#include <stdint.h>

/*
 * Skip-bigrams: pairs of words that are adjacent or have one word between them. Unlike a bag of
 * words they preserve word order, and with it who did what to whom: "who crowned him", "when was he
 * crowned". A text is a list of codes, one for each word: a term, a class of function words, or an
 * unknown word. A pair is a hash of two codes.
 */
enum { SKIP_BIGRAMS_WORDS = 32, SKIP_BIGRAMS_MAX = 2 * SKIP_BIGRAMS_WORDS };

/* The code of a function word, the same for all forms of a verb ("is", "was"); 0 for a word to
 * skip, such as an article or "please". */
uint32_t skip_bigrams_of_grammar(const char *word);
uint32_t skip_bigrams_of_term(int term_id);
uint32_t skip_bigrams_of_unknown(const char *stem);

/* Writes a text's pairs (SKIP_BIGRAMS_MAX at most), adjacent words first. Returns their number: n
 * pairs of adjacent words and n - 1 others, or 0. */
size_t skip_bigrams_read(const uint32_t *codes, size_t count, uint32_t *pairs);

/* A set of pairs. */
struct skip_bigrams {
	uint32_t list[SKIP_BIGRAMS_MAX];
	size_t count;
};

void skip_bigrams_set(const uint32_t *pairs, size_t count, struct skip_bigrams *out);

#endif
