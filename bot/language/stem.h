#ifndef TONLE_LANGUAGE_STEM_H
#define TONLE_LANGUAGE_STEM_H

#include "language/words.h"

/*
 * Stems of English words (Snowball, snowballstem.org), with a cache: a stem costs a microsecond,
 * and most words are common. One stemmer serves one thread.
 */
struct stemmer;

struct stemmer *stem_new(void);
void stem_free(struct stemmer *stemmer);

/* Lets go of what does not lie in its region (base/region.h) until it is needed again. */
void stem_pack(struct stemmer *stemmer);

/* Writes the stem of a folded word, cut to fit. */
void stem_word(struct stemmer *stemmer, const char *word, char stem[WORD_SIZE]);

#endif
