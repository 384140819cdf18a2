#ifndef TONLE_TALK_FOLLOWUP_H
#define TONLE_TALK_FOLLOWUP_H

#include "ask/answer.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Questions that lean on the one before: "and when?", "why?" lack what they ask about, "who
 * followed him?" names it by a pronoun, "what about 1994?" puts another thing in its place. Such a
 * question is completed from the question before and the fact that answered it, and then decided
 * like any other; the fact must belong to the one before (its topic, its paragraph).
 */
enum followup_kind {
	FOLLOWUP_NONE, /* stands by itself */
	FOLLOWUP_BARE, /* "and when?" */
	FOLLOWUP_PRONOUN,
	FOLLOWUP_ABOUT
};

enum { FOLLOWUP_TEXT = 512, FOLLOWUP_MS = 5 * 60 * 1000 /* later, it is stale */ };

enum followup_kind followup_kind(const struct index *index, const char *folded);

/*
 * Decides about a folded follow-up. before: the question before, folded and in full; fact: what
 * answered it. True if there is an answer, or an offer of two where the question also has an
 * answer by itself; then text holds the question in full, which *out borrows. False: it is
 * no follow-up, or an unclear one, and *out is not to be used.
 */
bool followup_decide(const struct index *index, const char *folded, const char *before,
	const struct fact *fact, char text[FOLLOWUP_TEXT], struct answer *out);

#endif
