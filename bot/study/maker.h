#ifndef TONLE_STUDY_MAKER_H
#define TONLE_STUDY_MAKER_H

#include "ask/index.h"
#include "study/judge.h"
#include "study/thing.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Makes questions for quizzes and flash cards from facts: a fact's own question whose answer is a
 * thing in its statement, and the statement with a thing left out. A question is used only if
 * nothing else in the statement could be the answer, the question does not reveal it, and the judge
 * accepts it. Pure functions.
 */
enum { ITEM_PROMPT = 400, ITEM_ANSWER = 80, ITEMS_MAX = 16, ITEM_CHOICES = 4 };

struct item {
	enum thing_kind kind;
	char prompt[ITEM_PROMPT];
	char answer[ITEM_ANSWER]; /* as the statement writes it */
	char letter; /* of the right choice, 'a' …; 0 for a question without choices */
	bool asked;  /* the fact's own question; else the statement with a gap */
};

/* Makes all good questions of the fact. Returns their number, at most ITEMS_MAX. */
size_t maker_make(
	const struct index *index, const struct profile *profile, struct item items[ITEMS_MAX]);

/* Whether the thing, which is in the statement `says`, can be an answer: a date with a year or a
 * number, unless the statement calls it disputed; a name that is not in half of the facts, and not
 * used as an adjective. */
bool maker_can_ask(const struct index *index, const char *says, const struct thing *thing);

/* Adds four choices to the question. The wrong ones are drawn by seed (choices.h). False, with the
 * item unchanged, if there are not enough. */
bool maker_choose(
	const struct index *index, const struct profile *profile, uint64_t seed, struct item *item);

/* Picks one of a fact's questions (at least one) by seed. It has choices one time in three at
 * levels around 0, always at -2 and below, and never at MAKER_NO_CHOICES and above. */
enum { MAKER_EASIEST = -3, MAKER_NO_CHOICES = 2, MAKER_HARDEST = 3 };
void maker_pick(const struct index *index, const struct profile *profile, const struct item *items,
	size_t count, uint64_t seed, int level, struct item *item);

/* Makes the fact's questions and picks one; false if it has none. */
bool maker_draw(const struct index *index, const struct profile *profile, uint64_t seed, int level,
	struct item *item);

/* The front of a flash card that the learner grades: the fact's first complete question, else its
 * first, else its topic. Borrowed from the fact. */
const char *maker_front(const struct fact *fact);

#endif
