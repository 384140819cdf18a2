#ifndef TONLE_STUDY_HINT_H
#define TONLE_STUDY_HINT_H

#include "study/judge.h"

#include <stddef.h>

/*
 * Help towards an answer, more with each step (1, 2 …), never the answer: of a name the first
 * letters of its words, of a date the decade and then a few years around it, of a number how many
 * digits and then the first. Written to out. Pure.
 */
void hint_write(const struct key *key, const char *answer, int step, char *out, size_t size);

#endif
