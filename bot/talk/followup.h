#ifndef TONLE_TALK_FOLLOWUP_H
#define TONLE_TALK_FOLLOWUP_H

#include "ask/answer.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Questions that depend on the previous one: "and when?", "why?" lack a subject, "who followed
 * him?" has a pronoun for it, "what about 1994?" replaces it. Such a question is completed from the
 * previous question and the fact that answered it, and then decided like any other. The new fact
 * must share a topic or a paragraph with the previous one.
 */
enum followup_kind {
	FOLLOWUP_NONE, /* complete by itself */
	FOLLOWUP_BARE, /* "and when?" */
	FOLLOWUP_PRONOUN,
	FOLLOWUP_ABOUT
};

enum {
	FOLLOWUP_TEXT = 512,
	FOLLOWUP_MS = 5 * 60 * 1000 /* an older previous question does not count */
};

enum followup_kind followup_kind(const struct index *index, const char *folded);

/* Completes a folded follow-up from the previous question, also folded, and the fact that answered
 * it, or NULL. */
void followup_complete(const struct index *index, enum followup_kind kind, const char *folded,
	const char *before, const struct fact *fact, char text[FOLLOWUP_TEXT]);

/* Whether two facts have the same topic or cite the same paragraph. */
bool followup_are_close(const struct fact *a, const struct fact *b);

/*
 * Decides a folded follow-up. before: the previous question, folded and complete; fact: its answer.
 * True if there is an answer, or an offer of two if the question also has an answer by itself; text
 * then holds the completed question, which *out borrows. False, with *out not set, if it is not a
 * follow-up or is unclear.
 */
bool followup_decide(const struct index *index, const char *folded, const char *before,
	const struct fact *fact, char text[FOLLOWUP_TEXT], struct answer *out);

/* Whether the question that was decided, which no fact has word for word, says so little that the
 * one before it may tell what it is about: "why closed". */
bool followup_is_short(const struct answer *answer);

#endif
