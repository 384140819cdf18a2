#ifndef TONLE_ASK_PRESENT_H
#define TONLE_ASK_PRESENT_H

#include "ask/match.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The present tense asked of a dated past: "Is William Heidt the ambassador?" of a fact of 2017.
 */

/* Whether a yes/no question in the present tense is put to a fact that tells of a past: it has a
 * date, and its statement no verb in the present. */
bool present_asks_past(const struct parsed_question *parsed, const struct fact *fact);

/* Writes the question who is now what the person in it is asked to be: "who is now the ambassador".
 * False if it is not of that form. */
bool present_question(
	const struct index *index, const struct parsed_question *parsed, char *out, size_t size);

/* Whether the first fact's date ends after the second one's, or begins later and is still going
 * on. */
bool present_is_later(const struct fact *fact, const struct fact *than);

/* The fact's date with its preposition: "In September 2017"; "" if it has none. */
void present_date(const struct fact *fact, char *out, size_t size);

/* The same as the beginning of a reply; "" if the statement has the date in words, or begins with
 * one. */
void present_lead(const struct fact *fact, char *out, size_t size);

#endif
