#ifndef TONLE_ASK_VERIFY_H
#define TONLE_ASK_VERIFY_H

#include "ask/index.h"
#include "fact/check.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Checks of the facts that need the answering engine: each pattern compiles, requires a word, and
 * matches at least one of its own fact's questions and none of another fact's; each question is
 * answered with its fact, and no near miss is. Warnings are for patterns that earn nothing: that
 * spell out a question of their fact, or without which each of its questions that they match would,
 * if it were new, be answered alike. Reports both as check.h does, and gives their numbers. step is
 * called before each fact with how many are done, and ends it by false. Where the index is looked
 * at from a channel (index_view.h), only the facts are checked that belong there.
 */
struct verify_found {
	size_t complaints, warnings;
};
typedef bool verify_step(void *context, size_t done, size_t total);
struct verify_found verify_index(const struct index *index, check_report *report, void *context,
	verify_step *step, void *step_context);

#endif
