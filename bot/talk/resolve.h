#ifndef TONLE_TALK_RESOLVE_H
#define TONLE_TALK_RESOLVE_H

#include "ask/answer.h"
#include "talk/followup.h"
#include "talk/reference.h"

/*
 * A question that leans on what was said before: "who succeeded him?", "and when?", "for what?",
 * "who else?", "and in 2018?". It is filled in and decided as a question of its own; an answer
 * counts only if its statement names who or what is meant. Otherwise it is not known, or it is
 * asked back who is meant; the bare line is never answered.
 */
enum resolution {
	RESOLUTION_NONE,   /* it stands by itself */
	RESOLUTION_MADE,   /* *out is decided: answered, offered or unknown; full is the whole
			      question */
	RESOLUTION_UNCLEAR /* said asks back */
};

/* before: what came before, its question "" if nothing did. *out borrows full. */
enum resolution resolve(const struct index *index, const char *folded,
	const struct reference_before *before, char full[FOLLOWUP_TEXT], struct answer *out,
	char *said, size_t size);

/* Whether it leans on what was said before, as far as its form tells. */
bool resolve_leans(const struct index *index, const char *folded);

#endif
