#ifndef TONLE_LANGUAGE_ENGLISH_H
#define TONLE_LANGUAGE_ENGLISH_H

#include <stdbool.h>

/*
 * Whether a word is common English, or a common name (facts/english.txt: the most frequent of
 * GloVe's vocabulary, five letters and more). Such a word is not corrected: "mayor" never becomes
 * "major".
 */
bool english_is_word(const char *word);

#endif
