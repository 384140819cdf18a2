#ifndef TONLE_ASK_TURNS_H
#define TONLE_ASK_TURNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Turns of phrase: who did what to whom stands in the order of the words and in the small ones
 * between them, which a bag of words loses ("who crowned him", "when was he crowned"). A text is a
 * row of codes, one a word (a concept, a grammar word's class, or an unknown word); its turns are
 * the pairs of codes that stand side by side or with one between them.
 */
enum { TURNS_WORDS = 32, TURNS_MAX = 2 * TURNS_WORDS };

/* The set of a text's turns, and a table to find them in. */
struct turns {
	uint32_t list[TURNS_MAX];
	size_t count;
	size_t beside; /* of them, the first so many stand side by side */
	uint16_t slots[2 * TURNS_MAX];
};

/* The code of a grammar word: forms of one verb are one ("is", "was"). 0 for a word that tells
 * nothing of the turn: articles, politeness. */
uint32_t turns_of_grammar(const char *word);
uint32_t turns_of_concept(int concept);
uint32_t turns_of_unknown(const char *stem);

void turns_read(const uint32_t *codes, size_t count, struct turns *out);

/* How many of its turns the row of codes has, by their places in turns->list: met[i] becomes true.
 * *own receives the number of the row's own turns (each counted as often as it stands). */
size_t turns_met(
	const struct turns *turns, const uint32_t *codes, size_t count, bool *met, size_t *own);

/* A hash of two codes in that order. */
uint32_t turns_pair(uint32_t first, uint32_t second, bool beside);

#endif
