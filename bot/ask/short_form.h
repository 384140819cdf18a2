#ifndef TONLE_ASK_SHORT_FORM_H
#define TONLE_ASK_SHORT_FORM_H

#include "ask/match.h"

#include <stdbool.h>

/*
 * The short form of a long statement (`short` in a fact file). One that begins with a capital
 * letter is a sentence, which stands for the statement wherever it has what is asked; any other is
 * a clause, "on 3 May 1965, blaming …", which answers only a question for a date or a number.
 */

/*
 * Whether the short form can be said instead of the statement. It cannot where the statement has
 * doubts ("probably", "alleged") and the short form has none. To a question it must have each of
 * the question's words that the statement has, and of the clause of the statement where most of
 * them stand all that is of the kind asked for, or if there is no such thing, most words. parsed:
 * the question, or NULL, where the fact is told of unasked.
 */
bool short_form_answers(
	const struct index *index, const struct fact *fact, const struct parsed_question *parsed);

#endif
