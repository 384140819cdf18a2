#ifndef TONLE_LANGUAGE_PHRASES_H
#define TONLE_LANGUAGE_PHRASES_H

#include "language/stem.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Names and expressions of several words; the longest one that begins at a word is found. Names are
 * compared as written, expressions by the stems of their words. Start with {0}; strings are
 * borrowed.
 */
enum { PHRASE_WORDS = 8, PHRASE_SPARSE = 8 };

struct phrases {
	struct phrase {
		uint32_t hash; /* of all words */
		int next;      /* an older one in the same place of the table, or -1 */
		const char *words[PHRASE_WORDS];
		size_t count;
		int term_id;
		bool name;
	} * list;
	size_t count, room;
	/* By hash: of all words, the newest phrase, or -1; of the first two, a bit for each length
	 * that a phrase with them has. The latter, which rules out most words of a text, has
	 * PHRASE_SPARSE times as many places. */
	int *newest;
	unsigned char *lengths;
	size_t table_size;
};

/* Adds a phrase of 2 to PHRASE_WORDS words. */
void phrases_add(struct phrases *phrases, const struct phrase *phrase);
void phrases_free(struct phrases *phrases);

/* Finds the longest phrase that begins at words[at] and ends before words[end]. Returns its length
 * in words and sets its term, or returns 0. A name wins over an expression of the same length. */
size_t phrases_find(const struct phrases *phrases, const struct stemmed_words *text, size_t at,
	size_t end, int *term_id);

#endif
