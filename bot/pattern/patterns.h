#ifndef TONLE_PATTERN_PATTERNS_H
#define TONLE_PATTERN_PATTERNS_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The curated patterns of all facts, matched against a line together. Each pattern is indexed
 * under its rarest required literals (literal.h), rarity being the number of patterns that require
 * them; only a pattern all of whose required literals are in the line is run. It is compiled at
 * its first run, to machine code once it runs often; patterns not used lately are dropped again
 * when compiled code exceeds its budget.
 */
struct patterns;

struct patterns *patterns_new(void);
void patterns_free(struct patterns *patterns);

/* Does now what the first line would have to wait for, and lets go of what does not lie in its
 * region (base/region.h) until it is needed again. */
void patterns_pack(struct patterns *patterns);

/* Adds a pattern; regex must outlive the set. owner >= 0 is given back on a match. A regex that
 * does not compile is found out when it is first run: see pattern_check. */
void patterns_add(struct patterns *patterns, const char *regex, int owner);

/* Removes all patterns of an owner. */
void patterns_drop(struct patterns *patterns, int owner);

/*
 * Calls found with the owner and the regex of each pattern that matches the line, cut to
 * PATTERN_TEXT_MAX. wanted, unless NULL, is asked first: patterns of other owners are not run. A
 * pattern that does not compile or hits a limit is put into quarantine: never run again.
 */
typedef void pattern_found(void *context, int owner, const char *regex);
typedef bool pattern_wanted(void *context, int owner);
void patterns_match(struct patterns *patterns, const char *folded, pattern_wanted *wanted,
	pattern_found *found, void *context);

/* The patterns in quarantine: how many, and each. */
size_t patterns_quarantined(const struct patterns *patterns);
void patterns_each_quarantined(
	const struct patterns *patterns, pattern_found *found, void *context);

#endif
