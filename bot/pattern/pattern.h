#ifndef TONLE_PATTERN_PATTERN_H
#define TONLE_PATTERN_PATTERN_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * One regular expression (PCRE2; pcre2pattern(3)) over folded text (text_fold): caseless, UTF, UCP.
 *
 * Every match is limited, so that a hostile pattern or line costs under a millisecond: 50 000
 * match steps, depth 1000, 1 MiB of heap; text is cut to PATTERN_TEXT_MAX bytes.
 */
enum { PATTERN_TEXT_MAX = 400 };

struct pattern;

/* Compiles the regex; NULL with the reason and its offset. Freed with pattern_free. */
struct pattern *pattern_new(const char *regex, struct error *err);
void pattern_free(struct pattern *pattern);

/* Whether the regex compiles; else the reason and its offset. */
bool pattern_check(const char *regex, struct error *err);

bool pattern_matches(const struct pattern *pattern, const char *folded);

/* Where it matches first: text[*start..*end). False, and nothing set, if nowhere or at a limit. The
 * text is UTF-8, folded or not. */
bool pattern_find(const struct pattern *pattern, const char *text, size_t *start, size_t *end);

/* Whether matching this text hits a limit. */
bool pattern_exhausts(const struct pattern *pattern, const char *folded);

/* For patterns that run often: compiles to machine code (pcre2jit(3)), about 3 KiB and 20 µs. */
void pattern_jit(struct pattern *pattern);

/* Bytes that the compiled pattern takes. */
size_t pattern_size(const struct pattern *pattern);

/* The bytes of a folded text that patterns see: PATTERN_TEXT_MAX at most, cut at a grapheme. */
size_t pattern_text_length(const char *folded);

/* Memory for matching; any number of patterns may share it, but only one thread at a time. */
struct pattern_scratch;
struct pattern_scratch *pattern_scratch_new(void);
void pattern_scratch_free(struct pattern_scratch *scratch);

enum pattern_result { PATTERN_NO_MATCH, PATTERN_MATCH, PATTERN_LIMIT };
enum pattern_result pattern_run(const struct pattern *pattern, const char *text, size_t length,
	struct pattern_scratch *scratch);

/* Writes the literals of which each matching line must contain one, separated by '|'; "" if there
 * are none. */
void pattern_literals(const char *regex, char *out, size_t size);

/*
 * Replaces what the regex matches, once or every time; in the replacement \0 to \9, and $1 to $9
 * where there is such a group, are the match and its groups. out holds size bytes; *count receives
 * the number of replacements. False with the reason if the regex does not compile, hits a limit, or
 * the result does not fit.
 */
struct substitution {
	const char *regex, *replacement;
	bool caseless, every;
};
bool pattern_substitute(const struct substitution *substitution, const char *text, char *out,
	size_t size, size_t *count, struct error *err);

#endif
