#ifndef TONLE_TALK_NEAR_NAME_H
#define TONLE_TALK_NEAR_NAME_H

#include "ask/answer.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Handles an unknown question with a misspelt name ("who is hun sne?"). If exactly one name is
 * similar, writes a line with that name to said and returns true; if the question with that name
 * has an answer, *answer offers it. The lexicon itself corrects single words of five letters or
 * more; this is for names of several short words. *answer borrows from the index.
 */
bool near_name_offer(const struct index *index, const char *folded, struct answer *answer,
	char *said, size_t size);

#endif
