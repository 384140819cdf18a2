#ifndef TONLE_PATTERN_LITERAL_H
#define TONLE_PATTERN_LITERAL_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Finds the literals that any match of a regular expression must contain. The result is a list of
 * sets; a match contains at least one literal of each. \bwho\b.*\b(?:succeed|follow)\w* gives {who}
 * and {succeed, follow}. The analysis is conservative: syntax that it does not understand requires
 * nothing.
 */
enum { LITERALS_MAX = 24, LITERAL_SIZE = 24, LITERAL_MIN = 3, REQUIREMENTS_MAX = 6 };

struct literals {
	char list[LITERALS_MAX][LITERAL_SIZE]; /* lower case ASCII; at least LITERAL_MIN letters */
	size_t count;
};

struct requirements {
	struct literals sets[REQUIREMENTS_MAX]; /* in the order of the expression */
	size_t count;                           /* 0: nothing is required */
};

/* Analyses the regex. False if nothing is required. */
bool literal_read(const char *regex, struct requirements *out);

/* The most selective set: the one whose shortest literal is longest. NULL if nothing is required.
 */
const struct literals *literal_best(const struct requirements *requirements);

#endif
