#ifndef TONLE_ASK_CONTRAST_H
#define TONLE_ASK_CONTRAST_H

#include <stddef.h>

/*
 * Words with opposite meanings: "before" and "after", "most" and "least", "common" and "uncommon".
 * A statement may be close to a question in every word but one, and say the opposite of what is
 * asked. Pure functions.
 */
enum { CONTRAST_WORDS = 32, CONTRAST_WORD = 20, CONTRAST_SIDES = 16 };

/* A question's words, and the pairs of opposites of which it has one side. */
struct contrast {
	char words[CONTRAST_WORDS][CONTRAST_WORD];
	size_t word_count;
	struct {
		unsigned char pair, side;
	} sides[CONTRAST_SIDES];
	size_t side_count;
};

void contrast_ask(const char *folded, struct contrast *contrast);

/* The number of words in the question whose opposite is in the folded statement, which lacks the
 * word itself. */
int contrast_count(const struct contrast *contrast, const char *statement);

#endif
