#ifndef TONLE_ASK_LIMITS_H
#define TONLE_ASK_LIMITS_H

#include "ask/claim.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Words that deny, limit or report a claim ("never", "until", "accused of") or modify a word of it
 * ("former king"). Claims that differ in these do not mean the same. Pure functions.
 */

/* Whether both claims deny, limit and report alike. If `wide` is a clause, only its words `first`
 * to `last` count; all words of a question do. */
bool limits_agree(const struct claim *wide, const struct claim *narrow, size_t first, size_t last);

/* Whether two items, each of the claim before it, have the same modifiers. */
bool limits_modify_alike(const struct claim *wide, const struct claim_item *theirs,
	const struct claim *narrow, const struct claim_item *own);

#endif
