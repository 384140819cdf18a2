#ifndef TONLE_BASE_DATE_H
#define TONLE_BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The dates of a fact's `when` (ISO 8601, as exact as the source): YYYY, YYYY-MM, YYYY-MM-DD, or an
 * interval of two with '/' between. Proleptic Gregorian calendar. Pure.
 */
struct date_span {
	int first, last; /* days as YYYYMMDD, inclusive: "2004-10" is 20041001 … 20041031 */
};

/* Reads such a date. False if it is not one, or if it ends before it begins. */
bool date_read(const char *when, struct date_span *span);

/* Writes the date in words to out (size bytes; 64 are enough): "2004", "October 2004", "23 October
 * 1991", "March 1969 – August 1973". False and "" if it is not a date. */
bool date_words(const char *when, char *out, size_t size);

/* The English name of month 1 … 12. */
const char *date_month(int month);

/* Whether the word is a month's whole name, in any case. */
bool date_is_month(const char *word);

/* The same names as alternatives in a pattern. */
#define DATE_MONTHS                                                                                \
	"january|february|march|april|may|june|july|august|september|october|november|december"

#endif
