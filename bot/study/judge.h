#ifndef TONLE_STUDY_JUDGE_H
#define TONLE_STUDY_JUDGE_H

#include "ask/index.h"
#include "study/thing.h"

#include <stdbool.h>

/*
 * Judging answers: generous, but one name, year or number never passes for another. Pure.
 *
 *	a name    any of its aliases, in any script, ignoring case and accents, with a letter or two
 *	          mistyped if no other name is as close; a person's surname if only one person has
 *	          it; "I think it was Rainsy" and "Sam Rainsy?" too
 *	a date    that gives the year and contradicts nothing: "1991", "Oct 1991", "23/10/1991",
 *	          day and month in either order
 *	a number  of the same value: "2 million", "2,000,000", "2.000.000", "two million", "2m"
 *
 * Also after "answer:" and behind a nick ("dara: 68").
 *
 * Rejected: two answers at once ("1991 or 1992"), a denial ("not Sihanouk"), a question ("who is
 * Sihanouk?"), more than twelve words.
 */
struct key {
	enum thing_kind kind;
	const struct alias *alias; /* of a name; borrowed from the index */
	struct date_span date;
	double number;
};

/* Reads the right answer as the statement writes it; false if it is not of that kind. */
bool judge_key(
	const struct index *index, enum thing_kind kind, const char *answer, struct key *key);

/* Whether both mean the same thing, one of them perhaps less precisely. */
bool judge_same(const struct key *a, const struct key *b);

/* Whether what somebody said is the answer. */
bool judge_accepts(const struct index *index, const struct key *key, const char *said);

/* Whether the text gives the answer away: judge_accepts takes a run of up to four of its words. */
bool judge_leaks(const struct index *index, const struct key *key, const char *text);

#endif
