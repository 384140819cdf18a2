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

/* Writes the stem of a folded word, cut to fit. */
void stem_word(struct stemmer *stemmer, const char *word, char stem[WORD_SIZE]);

#endif
