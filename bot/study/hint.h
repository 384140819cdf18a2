#ifndef TONLE_STUDY_HINT_H
#define TONLE_STUDY_HINT_H

#include "study/judge.h"

#include <stddef.h>

/*
 * Writes a hint to out, more with each step (1, 2 …) but never the answer: for a name the first
 * letters of its words, for a date the decade and then a few years around it, for a number how many
 * digits and then the first. Pure.
 */
void hint_write(const struct key *key, const char *answer, int step, char *out, size_t size);

#endif
