#ifndef TONLE_ASK_STATEMENT_H
#define TONLE_ASK_STATEMENT_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The things in a statement that a question can ask for: numbers, years, days, names (words with a
 * capital letter) and reasons. They are recognised by form, so that this works for any subject.
 * Pure functions.
 */
enum statement_kind {
	STATEMENT_NUMBER = 1,
	STATEMENT_YEAR = 2,
	STATEMENT_NAME = 4,
	STATEMENT_PLACE = 8, /* a name after in, at, near, from, to, across */
	STATEMENT_DAY = 16,  /* a month */
	STATEMENT_REASON = 32
};

enum { STATEMENT_THINGS = 24, STATEMENT_THING = 24, STATEMENT_FOLDED = 1024 };

struct statement {
	struct statement_thing {
		unsigned kinds;             /* a set of enum statement_kind */
		char text[STATEMENT_THING]; /* folded, cut to fit */
	} things[STATEMENT_THINGS];
	size_t thing_count;
	unsigned kinds; /* of all things, and STATEMENT_REASON */
	size_t words;
	bool negated;
	char folded[STATEMENT_FOLDED]; /* cut to fit */
};

void statement_read(const char *says, struct statement *statement);

/* Whether a folded text has a negation: not, never, without … */
bool statement_negates(const char *folded);

#endif
