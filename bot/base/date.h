#ifndef TONLE_BASE_DATE_H
#define TONLE_BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Dates as a fact's `when` has them (ISO 8601, as exact as a source gives them): YYYY, YYYY-MM,
 * YYYY-MM-DD, or two of these with '/' between, the first not after the second. Proleptic
 * Gregorian. Pure.
 */
struct date_span {
	int first, last; /* days as YYYYMMDD, both included: "2004-10" is 20041001 … 20041031 */
};

/* Reads it; false if it is no such date. */
bool date_read(const char *when, struct date_span *span);

/* In words: "2004", "October 2004", "23 October 1991", "March 1969 – August 1973", written to out
 * (size bytes; 64 are ample). False and "" for no date. */
bool date_words(const char *when, char *out, size_t size);

/* The name of month 1 … 12, in English. */
const char *date_month(int month);

#endif
