#ifndef TONLE_LANGUAGE_STEM_H
#define TONLE_LANGUAGE_STEM_H

#include "language/words.h"

/*
 * Stems of English words (Snowball, snowballstem.org), with a cache, since stemming takes a
 * microsecond and most words are common. Use a stemmer from one thread.
 */
struct stemmer;

struct stemmer *stem_new(void);
void stem_free(struct stemmer *stemmer);

/* Frees memory outside its region (base/region.h) that can be made again when needed. */
void stem_pack(struct stemmer *stemmer);

/* A text's words with their stems. */
struct stemmed_words {
	struct words words;
	char stems[WORDS_MAX][WORD_SIZE];
	uint32_t stem_hashes[WORDS_MAX]; /* hash_text of each */
};

/* Writes the stem of each word, cut to fit. */
void stem_words(struct stemmer *stemmer, struct stemmed_words *text);

#endif
