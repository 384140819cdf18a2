#ifndef TONLE_LANGUAGE_SPELL_H
#define TONLE_LANGUAGE_SPELL_H

#include <stddef.h>

/* Edits between two words of at most 32 bytes, a swap of neighbours counting as one (optimal
 * string alignment distance); more than most when it is more, or a word is longer. */
int spell_distance(const char *a, const char *b, int most);

/* How many edits may separate a misspelt word of that length from the word that was meant: none
 * below 5 letters, where every slip makes another word, one below 9, then two. */
int spell_allowed(size_t length);

#endif
