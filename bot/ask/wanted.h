#ifndef TONLE_ASK_WANTED_H
#define TONLE_ASK_WANTED_H

#include "ask/match.h"

/*
 * Whether a statement contains the very thing that a question asks for, as far as its words show:
 * "some analysts" does not say which analysts, and the second largest is not the largest.
 */

/* Why the fact's statement cannot answer the question, or NULL if it may. */
const char *wanted_lacking(
	const struct index *index, const struct parsed_question *parsed, const struct fact *fact);

/* Whether the question is "what is the capital of Cambodia?" and the fact at that position speaks
 * of no capital, or not of Cambodia. */
bool wanted_is_absent(const struct index *index, const struct parsed_question *parsed, int at);

#endif
