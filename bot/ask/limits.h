#ifndef TONLE_ASK_LIMITS_H
#define TONLE_ASK_LIMITS_H

#include "ask/claim.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * What denies, bounds or reports a claim ("never", "until", "accused of"), and what modifies a word
 * of it ("former king"): claims that differ in these do not say the same. Pure.
 */

/* Whether both deny, bound and report alike: a clause between its first and last word that counts,
 * a question wherever. */
bool limits_agree(const struct claim *wide, const struct claim *narrow, size_t first, size_t last);

/* Whether both items, of the claims before them, are modified alike. */
bool limits_modify_alike(const struct claim *wide, const struct claim_item *theirs,
	const struct claim *narrow, const struct claim_item *own);

#endif
