#ifndef TONLE_PATTERN_LITERAL_H
#define TONLE_PATTERN_LITERAL_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Reads off a regular expression which literals every text that it matches must contain, as sets:
 * one literal of each set. \bwho\b.*\b(?:succeed|follow)\w* gives {who} and {succeed, follow}.
 * A cautious reading: syntax that is not understood requires nothing.
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

/* False when nothing is required. */
bool literal_read(const char *regex, struct requirements *out);

/* The set that tells most: whose shortest literal is longest; NULL if nothing is required. */
const struct literals *literal_best(const struct requirements *requirements);

#endif
