#ifndef TONLE_ASK_PREFER_CHANNEL_H
#define TONLE_ASK_PREFER_CHANNEL_H

#include "ask/answer.h"

/* Moves a channel's own fact before facts of all channels that score hardly better. verbatim: moves
 * one that has the question word for word instead, whatever the others score. Free if no fact
 * belongs to a channel. */
void prefer_channel(const struct index *index, bool verbatim, struct answer *out);

#endif
