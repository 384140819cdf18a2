#ifndef TONLE_FACT_CHECK_TOGETHER_H
#define TONLE_FACT_CHECK_TOGETHER_H

#include "fact/fact.h"

#include <stddef.h>

enum {
	CHECK_MENTIONS = 3 /* facts that speak of somebody whom one fact must introduce */
};

/* A complaint about a fact; line 0 is the fact's own. The text is borrowed for the call. */
typedef void check_found(void *context, const struct fact *fact, int line, const char *text);

/*
 * What only shows when facts are read together. Complains about
 * - a statement that a quote of any citation contradicts: the quote's words stand in the statement,
 *   which has other years than the quote, or another number before the same word;
 * - an abbreviation (three capitals or more) that no statement of the fact's topics spells out: as
 *   "(WTO)" behind the words, by words with those initials, or by a form of the same name in words;
 * - a person, woman or group named by CHECK_MENTIONS facts, or a name (but of a place) that a topic
 *   is called after, whose overview (`about`) no fact is;
 * - a question whose words another statement has, and the fact's own statement has not;
 * - a fact to `see` that is not there, or is the fact itself.
 * A few milliseconds for 1 000 facts.
 */
void check_together(const struct factset *set, check_found *found, void *context);

#endif
