#ifndef TONLE_LANGUAGE_QUESTION_H
#define TONLE_LANGUAGE_QUESTION_H

#include <stdbool.h>
#include <stddef.h>

/*
 * What kind of thing a question asks for, read off its form. The kinds are those of question
 * answering in information retrieval (TREC QA's coarse classes and yes/no).
 */
enum question_type {
	ASKS_ANY, /* keywords, "tell me about": any statement will do */
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
	ASKS_NAMES, /* of several: "list the …", "names of …", "which senators …" */
	QUESTION_TYPES
};

const char *question_type_name(enum question_type type); /* "a person", "a date" … */

/* The type of a folded text. */
enum question_type question_type(const char *folded);

/* Whether a folded text has the form of a question: a question mark at its end, or a question word
 * or an inverted verb at its start. */
bool question_form(const char *folded);

/* What exactly is asked for, where the form tells: the words behind which, how many, how much,
 * names of ("how many american brands buy" gives "american brands"); "" otherwise. */
void question_focus(const char *folded, char *out, size_t size);

/* Frees the compiled tables (valgrind's peace; they are made at first use). */
void question_free(void);

#endif
