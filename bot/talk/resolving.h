#ifndef TONLE_TALK_RESOLVING_H
#define TONLE_TALK_RESOLVING_H

#include "ask/answer.h"
#include "talk/followup.h"
#include "talk/reference.h"

/*
 * A leaning question while it is resolved, and what resolve.c (pronouns) and vary.c (the last
 * question, varied) both need.
 */
struct resolving {
	const struct index *index;
	const char *folded; /* the line */
	const struct reference_before *before;
	char *full; /* the whole question, FOLLOWUP_TEXT bytes */
	struct answer *out;
};

/* A share of a question's words, by weight, from which a fact is about the same thing. */
#define RESOLVING_MOST 0.6f

/* The fact as the index has it; NULL for NULL or a fact that is gone. */
const struct profile *resolving_profile(const struct index *index, const struct fact *fact);

/* Whether the fact's statement has the term. */
bool resolving_names(const struct index *index, const struct fact *fact, int term_id);

/* Whether the fact knows every word of the decided question that tells something. */
bool resolving_covers(
	const struct index *index, const struct answer *answer, const struct fact *fact);

/* The share of the last question's words, numbers apart, that the fact knows, by weight. */
float resolving_share(const struct resolving *it, const struct fact *fact);

/* Whether the fact names one of the names of the last question, or, if that has none, knows most of
 * its words. */
bool resolving_is_about_last(const struct resolving *it, const struct fact *fact);

/* It is not known, for that reason; or answered with that fact. */
void resolving_set_unknown(struct resolving *it, const char *why);
void resolving_set_answer(struct resolving *it, const struct fact *fact);

/* As followup_decide, which needs the fact that answered the last question; true if answered. */
bool resolving_follow_up(struct resolving *it);

/* Decides the whole question; the answer must be about what the last one was about, else it is not
 * known. */
void resolving_complete(struct resolving *it);

#endif
