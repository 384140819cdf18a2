#ifndef TONLE_ASK_EXCERPT_H
#define TONLE_ASK_EXCERPT_H

#include "ask/match.h"

#include <stddef.h>

/*
 * What of a fact is said at once: two lines of 80 columns hold a short statement and its citation.
 * Of a longer one the clauses that answer are said, from its beginning, or its short form; the rest
 * follows by `more`. A clause is never taken off that qualifies what is before it ("but", "says the
 * government", "denied").
 */
struct excerpt {
	const char *text; /* borrowed from the fact */
	size_t length;    /* of the part that is said */
	const char *rest; /* what is left to say; "" if it is whole */
};

/* The excerpt of at most room bytes, or more where the answer would not be in it. parsed: the
 * question, or NULL. */
struct excerpt excerpt_of(const struct index *index, const struct fact *fact,
	const struct parsed_question *parsed, size_t room);

#endif
