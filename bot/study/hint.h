#ifndef TONLE_STUDY_HINT_H
#define TONLE_STUDY_HINT_H

#include "study/judge.h"

#include <stddef.h>

/*
 * Writes a hint to out. Each step (1, 2 …) reveals more, but never the answer: of a name the first
 * letters of its words, of a date the decade and then a few years around it, of a number the count
 * of digits and then the first digit. Pure.
 */
void hint_write(const struct key *key, const char *answer, int step, char *out, size_t size);

#endif
