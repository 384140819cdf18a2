#ifndef TONLE_ASK_PRESENT_H
#define TONLE_ASK_PRESENT_H

#include "ask/answer.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Questions in the present tense about a past fact: "Is William Heidt the ambassador?" when the
 * fact is from 2017.
 */

/* Whether a yes/no question is in the present tense and the fact is about the past: it has a date,
 * and its statement has no verb in the present. */
bool present_asks_past(const struct parsed_question *parsed, const struct fact *fact);

/* Whether the question asks who holds an office today ("who rules Cambodia?", "which party is in
 * power?") and the fact only tells who once did. `nearest`: the fact's question most like it, or
 * ""; if that is in the present tense too, the fact is meant to answer it. */
bool present_asks_holder(const struct index *index, const struct parsed_question *parsed,
	const struct fact *fact, const char *nearest);

/* Answers a question like "Is William Heidt the ambassador?", that a past fact has been chosen for,
 * with a later fact, if one answers "who is now the ambassador". */
void present_prefer(const struct index *index, struct answer *out);

/* Writes the fact's date with its preposition: "In September 2017"; "" if it has none. */
void present_date(const struct fact *fact, char *out, size_t size);

/* The same as the beginning of a reply; "" if the statement contains the date in words, or begins
 * with a date. */
void present_lead(const struct fact *fact, char *out, size_t size);

#endif
