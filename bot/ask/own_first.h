#ifndef TONLE_ASK_OWN_FIRST_H
#define TONLE_ASK_OWN_FIRST_H

#include "ask/answer.h"

/* Moves a channel's own fact before facts of all channels that are hardly better. verbatim:
 * moves one that has the question word for word instead, however good the others are. Free if no
 * fact belongs to a channel. */
void own_first_put(const struct index *index, bool verbatim, struct answer *out);

#endif
