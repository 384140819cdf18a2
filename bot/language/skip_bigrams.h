#ifndef TONLE_LANGUAGE_SKIP_BIGRAMS_H
#define TONLE_LANGUAGE_SKIP_BIGRAMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Turns of phrase: who did what to whom stands in the order of the words and in the small ones
 * between them, which a bag of words loses ("who crowned him", "when was he crowned"). A text is a
 * row of codes, one a word (a concept, a grammar word's class, or an unknown word); its turns are
 * the pairs of codes that stand side by side or with one between them.
 */
enum { SKIP_BIGRAMS_WORDS = 32, SKIP_BIGRAMS_MAX = 2 * SKIP_BIGRAMS_WORDS };

/* The set of a text's turns, and a table to find them in. */
struct skip_bigrams {
	uint32_t list[SKIP_BIGRAMS_MAX];
	size_t count;
	size_t adjacent; /* of them, the first so many stand side by side */
	uint16_t slots[2 * SKIP_BIGRAMS_MAX];
};

/* The code of a grammar word: forms of one verb are one ("is", "was"). 0 for a word that tells
 * nothing of the turn: articles, politeness. */
uint32_t skip_bigrams_of_grammar(const char *word);
uint32_t skip_bigrams_of_term(int term_id);
uint32_t skip_bigrams_of_unknown(const char *stem);

void skip_bigrams_read(const uint32_t *codes, size_t count, struct skip_bigrams *out);

/* How many of its turns the row of codes has, by their places in turns->list: met[i] becomes true.
 * *own receives the number of the row's own turns (each counted as often as it stands). */
size_t skip_bigrams_met(const struct skip_bigrams *skip_bigrams, const uint32_t *codes,
	size_t count, bool *met, size_t *own);

/* A hash of two codes in that order. */
uint32_t skip_bigrams_pair(uint32_t first, uint32_t second, bool adjacent);

#endif
