#ifndef TONLE_ASK_WITHHOLD_H
#define TONLE_ASK_WITHHOLD_H

#include "ask/answer.h"

/* If what would be answered is near the question, but tells by its words that it is no answer
 * (swapped.h, wanted.h), offers it as the nearest instead. hidden: one of its questions that is
 * treated as absent, or NULL. */
void withhold_near(const struct index *index, const struct known *hidden, struct answer *out);

#endif
