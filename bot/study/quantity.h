#ifndef TONLE_STUDY_QUANTITY_H
#define TONLE_STUDY_QUANTITY_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Parses numbers as people and statements write them: "2,000,000", "2 million", "2m", "two
 * million",
 * "$1.9bn", "twenty-one". Pure.
 */
struct quantity {
	double value;
	size_t length; /* in bytes, including its scale ("million") */
	bool digits;   /* written in digits, not in words */
};

/* Parses the number at the start of text; false if there is none. A number that continues with
 * letters, digits or a hyphen and digits ("1990s", "F-111", "1975-1979") does not count. */
bool quantity_read(const char *text, struct quantity *quantity);

#endif
