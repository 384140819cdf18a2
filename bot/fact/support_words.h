#ifndef TONLE_FACT_SUPPORT_WORDS_H
#define TONLE_FACT_SUPPORT_WORDS_H

#include <stdbool.h>

/* The words of a statement or of a cited text, as support.c compares them. */

enum { SUPPORT_WORD = 64 };

/* A word of a text: folded, a number as digits only ("1,000" and "1000th" are "1000", "two" is
 * "2"). */
struct support_word {
	char text[SUPPORT_WORD], raw[SUPPORT_WORD];
	bool capital; /* begins with a capital letter */
	bool number;
	bool after_gap; /* a character other than a space precedes it */
};

/* Reads the next word of *at, with its digits in ASCII; false at the end. */
bool support_words_next(const char **at, struct support_word *word);

#endif
