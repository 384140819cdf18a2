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
	size_t length; /* in bytes, including its scale ("million") */
	bool digits;   /* written in digits, not in words */
};

/* Reads the number at the start of text; false if there is none. A word that continues with
 * letters, digits or a hyphen and digits ("1990s", "F-111", "1975-1979") is not a number. */
bool quantity_read(const char *text, struct quantity *quantity);

#endif
