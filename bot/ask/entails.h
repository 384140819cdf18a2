#ifndef TONLE_ASK_ENTAILS_H
#define TONLE_ASK_ENTAILS_H

#include "ask/claim.h"

/*
 * Textual entailment, by rule and with a preference for "no": the wide claim says all that the
 * narrow one says, with the same parts played by the same names, and what denies, weakens, reports
 * or ranks is in both or in neither.
 */

/* Whether the wide claim, a question's or a clause's, entails the narrow one, a question's; but
 * for one of its items, or NULL. Unsure is false. */
bool entails(const struct claim *wide, const struct claim *narrow, const struct claim_item *but);

/* The item of the wide claim that stands where `but` stands in the narrow one: a part of a date for
 * the same part, a number of the same things, the name in the same role. NULL if there is none or
 * more than one. */
const struct claim_item *entails_counterpart(
	const struct claim *wide, const struct claim *narrow, const struct claim_item *but);

#endif
