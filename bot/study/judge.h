#ifndef TONLE_STUDY_JUDGE_H
#define TONLE_STUDY_JUDGE_H

#include "ask/index.h"
#include "study/thing.h"

#include <stdbool.h>

/*
 * Whether what somebody says is the answer: kindly, but never one name, year or number for another.
 * Pure.
 *
 *	a name    by any of its aliases, in any script, case and accents aside, a letter or two
 *	          mistyped where no other name is as near; a person by the surname, if only one
 *	          person has it; "I think it was Rainsy" and "Sam Rainsy?" too
 *	a date    that gives the year and does not contradict: "1991", "Oct 1991", "23/10/1991"
 *	a number  of the same value: "2 million", "2,000,000", "two million", "2m"
 *
 * Refused: two answers at once ("1991 or 1992"), a denial ("not Sihanouk"), a question ("who is
 * Sihanouk?"), over twelve words.
 */
struct key {
	enum thing_kind kind;
	const struct alias *alias; /* of a name; belongs to the index */
	struct date_span date;
	double number;
};

/* Reads the right answer, as a statement has it; false if it is no such thing. */
bool judge_key(
	const struct index *index, enum thing_kind kind, const char *answer, struct key *key);

/* Whether the two mean the same thing, or one less exactly. */
bool judge_same(const struct key *a, const struct key *b);

bool judge_accepts(const struct index *index, const struct key *key, const char *said);

/* Whether somebody who only reads the text has the answer: a run of up to four of its words is
 * accepted. */
bool judge_leaks(const struct index *index, const struct key *key, const char *text);

/* Frees the compiled tables. */
void judge_free(void);

#endif
