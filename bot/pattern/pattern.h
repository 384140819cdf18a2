#ifndef TONLE_PATTERN_PATTERN_H
#define TONLE_PATTERN_PATTERN_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * One regular expression (PCRE2; pcre2pattern(3)) over folded text (text_fold): caseless, UTF, UCP.
 *
 * Every match is limited to 50 000 match steps, depth 1000 and 1 MiB of heap, and the text is cut
 * to PATTERN_TEXT_MAX bytes, so that a hostile pattern or line costs less than a millisecond.
 */
enum { PATTERN_TEXT_MAX = 400 };

struct pattern;

/* Compiles the regex. NULL with the reason and its offset. The caller frees it with pattern_free.
 */
struct pattern *pattern_new(const char *regex, struct error *err);
/* The same, for texts in ASCII alone, where it gives the same matches a third faster: it does not
 * look up what Unicode says of each character. */
struct pattern *pattern_new_ascii(const char *regex, struct error *err);
void pattern_free(struct pattern *pattern);

/* Whether the regex compiles; if not, the error has the reason and its offset. */
bool pattern_check(const char *regex, struct error *err);

bool pattern_matches(const struct pattern *pattern, const char *folded);

/* Finds the first match, text[*start..*end). False, and nothing set, if there is none or a limit is
 * hit. The text is UTF-8, folded or not. */
bool pattern_find(const struct pattern *pattern, const char *text, size_t *start, size_t *end);

/* Whether matching this text hits a limit. */
bool pattern_exhausts(const struct pattern *pattern, const char *folded);

/* For patterns that run often: compiles to machine code (pcre2jit(3)). Takes about 3 KiB and 20 µs.
 */
void pattern_jit(struct pattern *pattern);

/* The size of the compiled pattern in bytes. */
size_t pattern_size(const struct pattern *pattern);

/* The number of bytes of a folded text that patterns see: at most PATTERN_TEXT_MAX, cut between
 * graphemes. */
size_t pattern_text_length(const char *folded);

/* Memory for matching; any number of patterns may share it, but only one thread at a time. */
struct pattern_scratch;
struct pattern_scratch *pattern_scratch_new(void);
void pattern_scratch_free(struct pattern_scratch *scratch);

enum pattern_result { PATTERN_NO_MATCH, PATTERN_MATCH, PATTERN_LIMIT };
enum pattern_result pattern_run(const struct pattern *pattern, const char *text, size_t length,
	struct pattern_scratch *scratch);

/* Writes the literals, separated by '|', of which every matching line must contain one; "" if there
 * are none. */
void pattern_literals(const char *regex, char *out, size_t size);

/*
 * Replaces the first or every match of the regex. In the replacement, \0 to \9, and $1 to $9 if
 * there is such a group, stand for the match and its groups. out has size bytes; *count is set to
 * the number of replacements. False with the reason if the regex does not compile or hits a limit,
 * or the result does not fit.
 */
struct substitution {
	const char *regex, *replacement;
	bool caseless, every;
};
bool pattern_substitute(const struct substitution *substitution, const char *text, char *out,
	size_t size, size_t *count, struct error *err);

#endif
