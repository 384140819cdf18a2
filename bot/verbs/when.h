#ifndef TONLE_VERBS_WHEN_H
#define TONLE_VERBS_WHEN_H

#include "base/date.h"

#include <stdbool.h>

/*
 * Dates as people type them: "1991", "October 1991", "23 oct 1991", "Oct 23, 1991", "1991-10-23",
 * and a day of any year: "23 October". Pure.
 */
struct when {
	struct date_span span; /* a date or part of one */
	int month, day;        /* of any year if not 0: an anniversary; span is not used then */
};

/* Reads the whole text; false if it is no date. */
bool when_read(const char *text, struct when *when);

/* Whether something that happened in that span falls on it. An anniversary asks for that very day.
 */
bool when_meets(const struct when *when, const struct date_span *span);

/*
 * Reads "[from] [to] [about words]", where from and to are years or dates YYYY[-MM[-DD]]: "1990
 * 2000", "from 1990 to 2000", "1990-2000", "since 1990", "1990 about aid". Without from or to all
 * time is meant, with from alone all since. *words points at what stands behind about, "" without
 * it. False if there is more than that in it.
 */
bool when_read_range(const char *text, struct date_span *span, const char **words);

#endif
