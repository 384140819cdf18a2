#ifndef TONLE_STUDY_THING_H
#define TONLE_STUDY_THING_H

#include "ask/index.h"
#include "base/date.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Finds the things in a statement that a question can ask for: people, places, organisations, dates
 * with a year, and numbers. Pure functions.
 */
enum thing_kind {
	THING_PERSON,
	THING_PLACE,
	THING_ORGANISATION,
	THING_DATE,
	THING_NUMBER,
	THING_KINDS
};

enum { THINGS_MAX = 32 };

struct thing {
	enum thing_kind kind;
	size_t at, length;         /* its offset and length in the text, in bytes */
	const struct alias *alias; /* of a name; else NULL */
	struct date_span date;     /* of a date; zeros for a day of any year ("13 September") */
	double number;             /* of a number */
	bool digits;               /* the number is written in digits */
};

struct things {
	struct thing list[THINGS_MAX]; /* in the order of the text, not overlapping */
	size_t count;
};

/* Finds the things in a fact's statement. */
void thing_find(const struct index *index, const struct profile *profile, struct things *out);

/* Adds the dates and numbers in a text. */
void thing_find_figures(const char *text, struct things *out);

/* The name of a kind as stored in the database, "person", "date" …; and the kind of a name, false
 * if there is none. */
const char *thing_name(enum thing_kind kind);
bool thing_named(const char *name, enum thing_kind *kind);

/* The kind of a named entity; false if quizzes do not ask for it (events, terms …). alias may be
 * NULL. */
bool thing_kind_of(const struct alias *alias, enum thing_kind *kind);

#endif
