#ifndef TONLE_TALK_OFFERS_H
#define TONLE_TALK_OFFERS_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Reads how people pick from an offer: "2", "2)", "#2", "second", "the second one", "number 2",
 * "yes" (the first), the id of a fact, or words that only one of the choices has. Pure.
 */
enum { OFFERS_MAX = 3, OFFERS_NONE = -1 /* no pick */, OFFERS_OUTSIDE = -2 /* "9" of three */ };

/* Separates the title and the body of a choice. */
#define OFFERS_BODY "|"

/* folded: the line (text_fold). choices: for each of the count choices, folded: its id, a space,
 * its title, OFFERS_BODY and other words that describe it. fresh: nothing was picked yet, so that
 * words and "yes" pick, too. Returns the position picked, from 0, or OFFERS_NONE or
 * OFFERS_OUTSIDE. */
int offers_pick(const char *folded, const char *const *choices, size_t count, bool fresh);

#endif
