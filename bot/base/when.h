#ifndef TONLE_BASE_WHEN_H
#define TONLE_BASE_WHEN_H

#include "base/date.h"

#include <stdbool.h>

/*
 * Dates that people type: "1991", "October 1991", "23 oct 1991", "Oct 23, 1991", "1991-10-23", and
 * days of any year: "23 October". Pure.
 */
struct when {
	struct date_span span; /* a date, or a month or year */
	int month, day;        /* if not 0, a day of any year, and span is not used */
};

/* Reads the whole text; false if it is not a date. */
bool when_read(const char *text, struct when *when);

/* Whether the span overlaps the date; for a day of any year, whether it is exactly that day. */
bool when_overlaps(const struct when *when, const struct date_span *span);

/*
 * Reads "[from] [to] [about words]", where from and to are years or dates YYYY[-MM[-DD]]: "1990
 * 2000", "from 1990 to 2000", "1990-2000", "since 1990", "the 1990s", "1990 about aid". A missing
 * end is open; two dates are put in order. Sets *words to the words after "about", or to "". False
 * if the text contains anything else.
 */
bool when_read_range(const char *text, struct date_span *span, const char **words);

#endif
