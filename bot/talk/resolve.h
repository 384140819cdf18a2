#ifndef TONLE_TALK_RESOLVE_H
#define TONLE_TALK_RESOLVE_H

#include "ask/answer.h"
#include "talk/followup.h"
#include "talk/reference.h"

/*
 * Questions that depend on earlier lines: "who succeeded him?", "and when?", "for what?", "who
 * else?", "and in 2018?". Such a question is completed and decided like any other; an answer counts
 * only if its statement names the person or thing meant. Otherwise the question is unknown, or we
 * ask whom it means. The incomplete line is never answered by itself.
 */
enum resolution {
	RESOLUTION_NONE,   /* it is complete by itself */
	RESOLUTION_MADE,   /* *out is decided: answered, offered or unknown; full is set */
	RESOLUTION_UNCLEAR /* said asks whom it means */
};

/* before: the earlier lines; before->question is "" if there are none. *out borrows full. */
enum resolution resolve(const struct index *index, const char *folded,
	const struct reference_before *before, char full[FOLLOWUP_TEXT], struct answer *out,
	char *said, size_t size);

/* Whether it depends on earlier lines, judging by its form. */
bool resolve_is_dependent(const struct index *index, const char *folded);

#endif
