#ifndef TONLE_STUDY_QUANTITY_H
#define TONLE_STUDY_QUANTITY_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Numbers as people and statements write them: "2,000,000", "2 million", "2m", "two million",
 * "$1.9bn", "twenty-one". Pure.
 */
struct quantity {
	double value;
	size_t length; /* bytes of it in the text, its scale ("million") included */
	bool digits;   /* written in digits, not in words */
};

/* Reads the number that begins at text; false if none does. What runs on in letters, digits or a
 * hyphen with digits behind ("1990s", "F-111", "1975-1979") is no number. */
bool quantity_read(const char *text, struct quantity *quantity);

#endif
