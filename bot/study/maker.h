#ifndef TONLE_STUDY_MAKER_H
#define TONLE_STUDY_MAKER_H

#include "ask/index.h"
#include "study/judge.h"
#include "study/thing.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Questions made from facts, for the quiz and the flash cards: a fact's own question whose answer
 * is a thing in its statement, and the statement with a thing left out. Vetted: the answer is one
 * thing and nothing else in the statement could be meant, the question does not give it away, and
 * the judge accepts it. Pure.
 */
enum { ITEM_PROMPT = 400, ITEM_ANSWER = 80, ITEMS_MAX = 16, ITEM_CHOICES = 4 };

struct item {
	enum thing_kind kind;
	char prompt[ITEM_PROMPT];
	char answer[ITEM_ANSWER]; /* as the statement has it */
	char letter; /* 'a' … of the right choice; 0 for a question without choices */
	bool asked;  /* the fact's own question; else a gap in the statement */
};

/* All good questions of the fact; returns how many, at most ITEMS_MAX. */
size_t maker_make(
	const struct index *index, const struct profile *profile, struct item items[ITEMS_MAX]);

/* Adds four choices to the question, the wrong ones drawn by seed from other facts: things of the
 * same kind, none of which is named in the question or would be accepted. False if there are not
 * enough; the item is then as it was. */
bool maker_choose(
	const struct index *index, const struct profile *profile, uint64_t seed, struct item *item);

/* One of the fact's questions, drawn by seed, one in three of them with choices; false if it has
 * none. */
bool maker_draw(
	const struct index *index, const struct profile *profile, uint64_t seed, struct item *item);

/* The best question for a flash card that the learner grades: the fact's first whole question, or
 * its first at all. Never NULL: a served fact has one, else its topic is given. */
const char *maker_front(const struct fact *fact);

/* Frees the compiled tables. */
void maker_free(void);

#endif
