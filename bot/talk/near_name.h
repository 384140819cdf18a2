#ifndef TONLE_TALK_NEAR_NAME_H
#define TONLE_TALK_NEAR_NAME_H

#include "ask/answer.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * A question that is not known because a name in it is misspelt ("who is hun sne?"): if exactly one
 * name is near, said is a line that names it, and the result is true; if the question with that
 * name has an answer, *answer offers that. The lexicon itself corrects single words of five letters
 * or more; this is for names of several short words. What *answer points to belongs to the index.
 */
bool near_name_offer(const struct index *index, const char *folded, struct answer *answer,
	char *said, size_t size);

#endif
