#ifndef TONLE_FACT_CHECK_TOGETHER_H
#define TONLE_FACT_CHECK_TOGETHER_H

#include "fact/fact.h"

#include <stddef.h>

enum {
	CHECK_MENTIONS = 3 /* a person named by that many facts needs one that introduces them */
};

/* A complaint about a fact; line 0 means the fact's own line. The text is borrowed for the call. */
typedef void check_found(void *context, const struct fact *fact, int line, const char *text);

/*
 * Checks that compare facts with each other. Complains about
 * - a statement that a quote of any citation contradicts: it has the quote's words, but other years
 *   than the quote, or another number before the same word;
 * - an abbreviation (three capitals or more) that no statement of the fact's topics spells out, by
 *   "(WTO)" after the words, by words with those initials, or by a form of the same name in words;
 * - a name without an overview (`about`), if it is a person, woman or group that CHECK_MENTIONS
 *   facts name, or if a topic has that name and it is not a place;
 * - a question whose words are in another statement, but not in the fact's own;
 * - a fact to `see` that does not exist or is the fact itself.
 * Takes a few milliseconds for 1 000 facts.
 */
void check_together(const struct factset *set, check_found *found, void *context);

#endif
