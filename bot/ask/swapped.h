#ifndef TONLE_ASK_SWAPPED_H
#define TONLE_ASK_SWAPPED_H

#include "ask/match.h"

#include <stdbool.h>

/*
 * Questions that swap the roles of a fact: "Did Sihanouk overthrow Lon Nol?" when the fact says
 * that Lon Nol overthrew Sihanouk. Word order and function words, as claim.h reads them, show which
 * of the names that both share acts (agent) and which is acted on (patient).
 */

/* By the statement alone: 1 if the names have the same roles as in the question, -1 if the roles
 * are swapped, 0 if that is unclear. */
int swapped_roles(
	const struct index *index, const struct parsed_question *parsed, const struct fact *fact);

/* Whether a name is the patient in the question and the agent in the statement or a stored question
 * of the fact at that position, or the other way round, and no clause has the roles of the
 * question. False if unsure. hidden: a question of the fact that is treated as absent, or NULL. */
bool swapped_find(const struct index *index, const struct parsed_question *parsed,
	const struct known *hidden, int at);

/* Whether "did X support Y?" is asked of a fact that says nothing of X, and of nobody that they did
 * so to Y. */
bool swapped_is_of_others(const struct index *index, const struct parsed_question *parsed, int at);

#endif
