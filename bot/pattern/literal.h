#ifndef TONLE_PATTERN_LITERAL_H
#define TONLE_PATTERN_LITERAL_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Reads off a regular expression the literals of which one must stand in every text that it
 * matches: \bwho\b.*\b(?:succeed|follow)\w* gives {succeed, follow}. A cautious reading: what it
 * does not understand counts as "anything", never as a literal.
 */
enum { LITERALS_MAX = 24, LITERAL_SIZE = 24, LITERAL_MIN = 3 };

struct literals {
	char list[LITERALS_MAX][LITERAL_SIZE]; /* lower case ASCII; at least LITERAL_MIN letters */
	size_t count;                          /* 0: nothing is required */
};

/* False when nothing is required (or nothing could be read off). */
bool literal_read(const char *regex, struct literals *out);

#endif
