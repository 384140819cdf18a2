#ifndef TONLE_ASK_ENTAILS_H
#define TONLE_ASK_ENTAILS_H

#include "ask/claim.h"

/*
 * Textual entailment by rules that, when in doubt, say no. One claim entails another if it says all
 * that the other says, with the same names in the same roles, and if words that deny, weaken,
 * report or rank are in both or in neither.
 */

/* Whether the claim `wide`, of a question or a clause, entails the claim `narrow`, of a question.
 * but: an item of `narrow` to ignore, or NULL. False if unsure. */
bool entails(const struct claim *wide, const struct claim *narrow, const struct claim_item *but);

/* The item of `wide` that corresponds to the item `but` of `narrow`: the same part of a date, a
 * number of the same things, the name in the same role. NULL if there is none or more than one. */
const struct claim_item *entails_counterpart(
	const struct claim *wide, const struct claim *narrow, const struct claim_item *but);

#endif
