#ifndef TONLE_ASK_WITHHOLD_H
#define TONLE_ASK_WITHHOLD_H

#include "ask/answer.h"

/*
 * Offers the chosen fact instead of answering with it if its words show that it is near the
 * question but does not answer it (swapped.h, present.h, wanted.h, beyond.h).
 *
 * hidden: one of its questions that is treated as absent, or NULL.
 */
void withhold_near(const struct index *index, const struct known *hidden, struct answer *out);

#endif
