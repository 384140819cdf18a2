#ifndef TONLE_REMEMBER_H
#define TONLE_REMEMBER_H

#include "respond.h"

/* What is remembered of a line that was replied to, for what its sender says next (context.h). */

/* The last exchange with the asker in this place, or NULL. */
struct exchange *remember_own(struct hearing *h);

/* Stores what `more`, `why`, `source` and a pick from an offer will need. */
struct exchange *remember_turn(
	struct hearing *h, const struct turn *turn, const struct reply *reply);

/* A question that was asked back waits for a name; what came before stays as it was. */
void remember_unclear(struct hearing *h, const struct turn *turn);

/* What the line picks from the last offer: its position, OFFERS_NONE or OFFERS_OUTSIDE. */
int remember_picked(struct hearing *h, const struct exchange *it);

#endif
