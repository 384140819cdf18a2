#ifndef TONLE_ASK_LIFE_H
#define TONLE_ASK_LIFE_H

#include "ask/verdict.h"

/*
 * "Is he dead?", "is Pol Pot still alive?", "did Sihanouk die?": only a statement that a person
 * died tells whether the person lives. Pure functions.
 */

/* Whether the question asks no more than whether one person lives. */
bool life_is_asked(const struct index *index, const struct parsed_question *parsed);

/* The answer of the fact at that position to such a question; POLARITY_NONE if it does not tell. */
enum polarity life_told(const struct index *index, const struct parsed_question *parsed, int at);

/* Whether a folded text says that somebody died. */
bool life_is_in(const char *folded);

#endif
