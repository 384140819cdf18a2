#ifndef TONLE_PATTERN_PATTERN_H
#define TONLE_PATTERN_PATTERN_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Curated patterns (PCRE2; pcre2pattern(3)) over folded lines: caseless, UTF, UCP. A line costs the
 * same however many patterns there are: each pattern's required literals are read off it when it is
 * added, three of their letters are its key in an index, and only patterns whose literal stands in
 * the line are confirmed by PCRE2, which compiles them (with JIT) at their first use.
 *
 * Every match is limited, so that a hostile pattern or line costs under a millisecond: 50 000
 * match steps, depth 1000, 1 MiB of heap, 400 bytes of text.
 */
enum { PATTERN_TEXT_MAX = 400 };

struct patterns;

struct patterns *patterns_new(void);
void patterns_free(struct patterns *patterns);

/* Adds a pattern; regex must outlive the set. owner is given back on a match. Whether it compiles
 * is found at its first use: pattern_check tells beforehand. */
void patterns_add(struct patterns *patterns, const char *regex, int owner);

/* Takes all patterns of the owner away; and adds by to every owner from that one on, as owners are
 * places in a list. */
void patterns_drop(struct patterns *patterns, int owner);
void patterns_shift(struct patterns *patterns, int from, int by);

/*
 * Calls found with the owner and the regex of each pattern that matches; each pattern once. Text
 * that is longer than PATTERN_TEXT_MAX is cut. A pattern that hits a limit or does not compile is
 * switched off for good (quarantine) and counted.
 */
typedef void pattern_found(void *context, int owner, const char *regex);
void patterns_match(
	struct patterns *patterns, const char *folded, pattern_found *found, void *context);

size_t patterns_quarantined(const struct patterns *patterns);

/* Calls found with each quarantined one. */
void patterns_each_quarantined(
	const struct patterns *patterns, pattern_found *found, void *context);

/* Whether the regex compiles; else the reason with its offset. */
bool pattern_check(const char *regex, struct error *err);

/* The literals of which one must stand in any line that the regex matches, separated by '|' ("" if
 * none could be read off: such a pattern is tried on every line). */
void pattern_literals(const char *regex, char *out, size_t size);

/* One pattern by itself, for tables in code: compiled once, matched under the same limits. */
struct pattern;
struct pattern *pattern_new(const char *regex, struct error *err); /* NULL: does not compile */
/* *slot, compiled at its first use; a regex that does not compile ends the program (a slip in the
 * code that every test meets). The caller frees *slot. */
struct pattern *pattern_once(struct pattern **slot, const char *regex);
void pattern_free(struct pattern *pattern);
bool pattern_matches(struct pattern *pattern, const char *folded);

/* Where it matches first: text[*start..*end). False if nowhere, or at a limit. */
bool pattern_find(struct pattern *pattern, const char *text, size_t *start, size_t *end);

/* Whether matching the text hits a limit: such a pattern costs too much on some line. */
bool pattern_exhausts(struct pattern *pattern, const char *folded);

/*
 * text with what the regex matches (with case, unless `caseless`) replaced, the first time or
 * every time; in the replacement \1 to \9 and \0 stand for the groups and all of the match. Into
 * out, size bytes; *count is how many times. False with the reason if the regex does not compile,
 * hits a limit, or the result does not fit.
 */
struct substitution {
	const char *regex, *replacement;
	bool caseless, every;
};
bool pattern_substitute(const struct substitution *substitution, const char *text, char *out,
	size_t size, size_t *count, struct error *err);

#endif
