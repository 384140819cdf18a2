#ifndef TONLE_ASK_VERDICT_H
#define TONLE_ASK_VERDICT_H

#include "ask/match.h"

#include <stdbool.h>

/*
 * Whether a stored yes/no question may lend its yes or no: only if both have the same names and
 * numbers in the same order, and both or neither are negated. "Did Ranariddh depose Hun Sen?" is
 * not "Did Hun Sen depose Ranariddh?", whatever words they share.
 */
bool verdict_agrees(const struct index *index, const struct parsed_question *parsed,
	const struct profile *profile, const struct known *known);

#endif
