#ifndef TONLE_ASK_VERIFY_H
#define TONLE_ASK_VERIFY_H

#include "ask/index.h"
#include "fact/check.h"

#include <stddef.h>

/*
 * What only the answering engine can prove of the facts: each pattern compiles, matches at least
 * one of its own fact's questions and none of another fact's, and requires a word; each question is
 * answered with its fact; each near miss is not. Reports complaints as check.h does; gives their
 * number.
 */
size_t verify_index(const struct index *index, check_report *report, void *context);

#endif
