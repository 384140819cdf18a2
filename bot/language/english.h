#ifndef TONLE_LANGUAGE_ENGLISH_H
#define TONLE_LANGUAGE_ENGLISH_H

#include <stdbool.h>

/*
 * Common English words and names of five letters and more (facts/english.txt, the most frequent of
 * GloVe's vocabulary): none of them is somebody's misspelling of another word, so "mayor" never
 * becomes "major".
 */
bool english_is_word(const char *word);

#endif
