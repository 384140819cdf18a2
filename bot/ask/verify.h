#ifndef TONLE_ASK_VERIFY_H
#define TONLE_ASK_VERIFY_H

#include "ask/index.h"
#include "fact/check.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Checks of the facts that need the answering engine: each pattern compiles, requires a word, and
 * matches at least one of its own fact's questions and none of another fact's; each question is
 * answered with its fact, and no near miss is. Reports complaints as check.h does; gives their
 * number. step is called before each fact with how many are done, and ends it by false.
 */
typedef bool verify_step(void *context, size_t done, size_t total);
size_t verify_index(const struct index *index, check_report *report, void *context,
	verify_step *step, void *step_context);

#endif
