#ifndef TONLE_PATTERN_PATTERNS_H
#define TONLE_PATTERN_PATTERNS_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The patterns of all facts, matched against a line together. A pattern is run only if the line has
 * all its required literals (literal.h); it is indexed under the rarest of these, which the fewest
 * patterns require. A pattern is compiled at its first run, and to machine code once it runs often.
 * When compiled code exceeds its budget, the patterns not used lately are dropped.
 */
struct patterns;

struct patterns *patterns_new(void);
void patterns_free(struct patterns *patterns);

/* Does the work that the first line would otherwise wait for, and frees memory outside the region
 * (base/region.h) that can be made again when needed. */
void patterns_pack(struct patterns *patterns);

/* Adds a pattern; regex must outlive the set. owner (>= 0) is passed to the callback of a match.
 * The regex is compiled only when it is first run: see pattern_check. */
void patterns_add(struct patterns *patterns, const char *regex, int owner);

/* Removes all patterns of an owner. */
void patterns_drop(struct patterns *patterns, int owner);

/*
 * Calls found with the owner and the regex of each pattern that matches the line, cut to
 * PATTERN_TEXT_MAX. If wanted is not NULL, only patterns of owners for which it returns true are
 * run. A pattern that does not compile or hits a limit is quarantined: it is never run again.
 */
typedef void pattern_found(void *context, int owner, const char *regex);
typedef bool pattern_wanted(void *context, int owner);
void patterns_match(struct patterns *patterns, const char *folded, pattern_wanted *wanted,
	pattern_found *found, void *context);

/* The quarantined patterns: their number, and each of them. */
size_t patterns_quarantined(const struct patterns *patterns);
void patterns_each_quarantined(
	const struct patterns *patterns, pattern_found *found, void *context);

#endif
