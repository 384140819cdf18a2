#ifndef TONLE_ASK_OWN_FIRST_H
#define TONLE_ASK_OWN_FIRST_H

#include "ask/answer.h"

/* Puts a channel's own fact before those that belong to all and are hardly better; verbatim: one
 * that has the question word for word before all. Takes no time where no fact has channels. */
void own_first_put(const struct index *index, bool verbatim, struct answer *out);

#endif
