#ifndef TONLE_REMEMBER_H
#define TONLE_REMEMBER_H

#include "respond.h"

/* Remembers the last exchange with each sender, for what they say next (context.h). */

/* The last exchange with the asker in this place, or NULL. */
struct exchange *remember_own(struct hearing *h);

/* Stores what `more`, `why`, `source` and a pick from an offer will need. */
struct exchange *remember_turn(
	struct hearing *h, const struct turn *turn, const struct reply *reply);

/* Stores a question to which the bot asked back for a name; keeps the exchange before it. */
void remember_unclear(struct hearing *h, const struct turn *turn);

/* Which fact of the last offer the line picks: its position, OFFERS_NONE or OFFERS_OUTSIDE. */
int remember_picked(struct hearing *h, const struct exchange *it);

#endif
