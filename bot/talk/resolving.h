#ifndef TONLE_TALK_RESOLVING_H
#define TONLE_TALK_RESOLVING_H

#include "ask/answer.h"
#include "talk/followup.h"
#include "talk/reference.h"

/*
 * The state of resolving a question that depends on earlier lines. Shared by resolve.c (pronouns)
 * and vary.c (variations of the last question).
 */
struct resolving {
	const struct index *index;
	const char *folded; /* the line */
	const struct reference_before *before;
	char *full; /* the complete question, FOLLOWUP_TEXT bytes */
	struct answer *out;
};

/* A fact with at least this share of a question's words, by weight, is about the same thing. */
#define RESOLVING_MOST 0.6f

/* The reason why such a question is unknown. */
#define RESOLVING_NO_FACT "no fact answers this about the question before it"

/* The fact's profile in the index; NULL for NULL or a fact that is gone. */
const struct profile *resolving_profile(const struct index *index, const struct fact *fact);

/* Whether the fact's statement has the term. */
bool resolving_names(const struct index *index, const struct fact *fact, int term_id);

/* Whether the fact has every significant word of the decided question. */
bool resolving_covers(
	const struct index *index, const struct answer *answer, const struct fact *fact);

/* The share, by weight, of the last question's words other than numbers that the fact has. */
float resolving_share(const struct resolving *it, const struct fact *fact);

/* Whether the fact has one of the names of the last question or, if that has none, most of its
 * words. */
bool resolving_is_about_last(const struct resolving *it, const struct fact *fact);

/* Set the result: unknown, for that reason; or answered with that fact. */
void resolving_set_unknown(struct resolving *it, const char *why);
void resolving_set_answer(struct resolving *it, const struct fact *fact);

/* Like followup_decide; needs the fact that answered the last question. True if answered. */
bool resolving_follow_up(struct resolving *it);

/* Decides the complete question. If the answer is not about the same thing as the last one, the
 * question counts as unknown. */
void resolving_complete(struct resolving *it);

#endif
