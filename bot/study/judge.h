#ifndef TONLE_STUDY_JUDGE_H
#define TONLE_STUDY_JUDGE_H

#include "ask/index.h"
#include "study/thing.h"

#include <stdbool.h>

/*
 * Judges answers: generously, but one name, year or number is never accepted for another. Pure
 * functions. Accepted are
 *
 *	a name    any of its aliases, in any script, ignoring case and accents, with a letter or two
 *	          mistyped if no other name is as close; a person's surname if only one person has
 *	          it; also "I think it was Rainsy" and "Sam Rainsy?"
 *	a date    that has the right year and contradicts nothing: "1991", "Oct 1991", "23/10/1991",
 *	          with day and month in either order
 *	a number  with the same value: "2 million", "2,000,000", "2.000.000", "two million", "2m"
 *
 * also after "answer:" or a nick ("dara: 68").
 *
 * Rejected are two answers at once ("1991 or 1992"), a denial ("not Sihanouk"), a question ("who is
 * Sihanouk?"), and more than twelve words.
 */
struct key {
	enum thing_kind kind;
	const struct alias *alias; /* of a name; borrowed from the index */
	struct date_span date;
	double number;
};

/* Parses the right answer as the statement writes it; false if it is not of that kind. */
bool judge_key(
	const struct index *index, enum thing_kind kind, const char *answer, struct key *key);

/* Whether both mean the same, even if one is less precise. */
bool judge_same(const struct key *a, const struct key *b);

/* Whether what a person said is the answer. */
bool judge_accepts(const struct index *index, const struct key *key, const char *said);

/* Whether the text reveals the answer: judge_accepts accepts up to four consecutive words of it. */
bool judge_leaks(const struct index *index, const struct key *key, const char *text);

#endif
