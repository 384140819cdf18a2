#ifndef TONLE_LANGUAGE_ENGLISH_H
#define TONLE_LANGUAGE_ENGLISH_H

#include <stdbool.h>

/*
 * Whether a word is a common English word or name (facts/english.txt: the most frequent words of
 * GloVe's vocabulary with five letters or more). Such a word is never corrected: "mayor" does not
 * become "major".
 */
bool english_is_word(const char *word);

#endif
