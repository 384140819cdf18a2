#ifndef TONLE_ASK_EXCERPT_H
#define TONLE_ASK_EXCERPT_H

#include "ask/match.h"

#include <stddef.h>

/*
 * The part of a statement that fits a reply of about two lines of 80 columns, with its citation. A
 * short statement is given whole. A longer one is replaced by its short form if that answers
 * (short_form.h). Otherwise, if the question asks for a date, number, name or reason, it is cut
 * after the clause that has it. `more` gives the rest. A clause that qualifies the one before it
 * ("but", "says the government", "denied") is never cut off.
 */
struct excerpt {
	const char *text; /* borrowed from the fact */
	size_t length;    /* of the excerpt */
	const char *rest; /* for `more`; "" if nothing was cut */
};

/* The excerpt of at most `room` bytes, or of more if it would otherwise not contain the answer.
 * parsed: the question, or NULL. */
struct excerpt excerpt_of(const struct index *index, const struct fact *fact,
	const struct parsed_question *parsed, size_t room);

/* The same, but never cuts the statement: returns its short form or all of it. */
struct excerpt excerpt_short(const struct index *index, const struct fact *fact,
	const struct parsed_question *parsed, size_t room);

#endif
