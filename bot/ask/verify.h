#ifndef TONLE_ASK_VERIFY_H
#define TONLE_ASK_VERIFY_H

#include "ask/index.h"
#include "fact/check.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Checks of facts that need the answering engine. Complaints: a pattern does not compile, requires
 * no word, matches none of its fact's questions or matches a question of another fact; a question
 * is not answered with its fact; a near miss is. Warnings are for useless patterns: those that
 * merely repeat a question of their fact, and those without which the questions that they match
 * would be answered the same way even if they were new.
 *
 * Reports both as check.h does, and returns their numbers. Calls step before each fact with the
 * number done and the total, and stops if it returns false. Checks only the facts in the index's
 * view (index_view.h).
 */
struct verify_found {
	size_t complaints, warnings;
};
typedef bool verify_step(void *context, size_t done, size_t total);
struct verify_found verify_index(const struct index *index, check_report *report, void *context,
	verify_step *step, void *step_context);

#endif
