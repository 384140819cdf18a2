#ifndef TONLE_ASK_BEYOND_H
#define TONLE_ASK_BEYOND_H

#include "ask/match.h"

/*
 * Questions that go beyond a fact: they ask about one that the fact does not have ("was Obama
 * tougher than Trump?"), whether what was meant to be done was done ("did the raids stop them?"),
 * who did what is only said to have been done ("who crowned him?"), what somebody said who does not
 * speak in the fact, where somebody was ("was he ever in Cambodia?"), who was the first of more
 * than the fact speaks of, what might have been ("would he have won without them?"), or another
 * country's ambassador or senate.
 */

/* Why the question goes beyond the fact at that position, or NULL if it does not. hidden: one of
 * its questions that is treated as absent, or NULL. */
const char *beyond_fact(const struct index *index, const struct parsed_question *parsed,
	const struct known *hidden, int at);

#endif
