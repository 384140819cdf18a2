#ifndef TONLE_LANGUAGE_QUESTION_H
#define TONLE_LANGUAGE_QUESTION_H

#include "language/words.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The type of a question, from its form: the coarse answer types of TREC QA, and yes/no.
 */
enum question_type {
	ASKS_ANY, /* keywords, "tell me about" */
	ASKS_PERSON,
	ASKS_DATE,
	ASKS_PLACE,
	ASKS_NUMBER, /* how many, which share */
	ASKS_AMOUNT, /* how much, what cost */
	ASKS_AGE,
	ASKS_DURATION,
	ASKS_REASON,
	ASKS_MANNER,
	ASKS_YES_NO,
	ASKS_DEFINITION,
	ASKS_NAMES, /* "list the …", "names of …", "which senators …" */
	QUESTION_TYPES
};

const char *question_type_name(enum question_type type); /* "a person", "a date" … */

/* The type of a folded text; ASKS_ANY if no other fits. */
enum question_type question_type(const char *folded);

/* Whether a folded text has the form of a question: a question mark at its end, a question word
 * ("in which city …") or an inverted verb at its start, or "when", "where" and the like at its end
 * ("he was king when"). */
bool question_form(const char *folded);

/* The thing asked for, if the form shows it: words[from] to words[to - 1], up to three words after
 * "which", "how many", "names of" and the like ("american brands" in "how many american brands
 * buy"). Otherwise from == to. */
void question_focus(const struct words *words, size_t *from, size_t *to);

#endif
