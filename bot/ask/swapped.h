#ifndef TONLE_ASK_SWAPPED_H
#define TONLE_ASK_SWAPPED_H

#include "ask/match.h"

#include <stdbool.h>

/*
 * Whether a question has the parts of a fact swapped: "Did Sihanouk overthrow Lon Nol?" of a fact
 * that says that Lon Nol overthrew Sihanouk. Told by word order and grammar words, as claim.h reads
 * them: of the words that question and fact share, which name acts and which one is acted on.
 */

/* By the statement alone: 1 if the parts are those of the question, -1 if they are swapped, 0 if
 * neither can be told. */
int swapped_parts(
	const struct index *index, const struct parsed_question *parsed, const struct fact *fact);

/* Whether a name that is acted on in the question acts in the statement, or in a stored question,
 * of the fact at that position, or the other way round, and the parts are in no clause of it as in
 * the question. Unsure is false. hidden: one of its questions that is treated as absent, or NULL.
 */
bool swapped_find(const struct index *index, const struct parsed_question *parsed,
	const struct known *hidden, int at);

#endif
