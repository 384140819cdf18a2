#define PCRE2_CODE_UNIT_WIDTH 8
#include "pattern/pattern.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/text.h"
#include "pattern/literal.h"

#include <pcre2.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MATCH_LIMIT = 50000, DEPTH_LIMIT = 1000, HEAP_LIMIT_KIB = 1024 };

struct pattern {
	pcre2_code *code;
};

struct pattern_scratch {
	pcre2_match_data *data;
	pcre2_match_context *limits;
};

static pcre2_code *compile_regex(const char *regex, uint32_t options, struct error *err)
{
	int error;
	PCRE2_SIZE offset;
	pcre2_code *code = pcre2_compile((PCRE2_SPTR)regex, PCRE2_ZERO_TERMINATED,
		options | PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C, &error, &offset, NULL);

	if (!code) {
		PCRE2_UCHAR text[160];

		pcre2_get_error_message(error, text, sizeof text);
		error_set(err, "pattern /%s/: %s at character %zu", regex, (char *)text,
			(size_t)offset + 1);
	}
	return code;
}

bool pattern_check(const char *regex, struct error *err)
{
	pcre2_code *code = compile_regex(regex, PCRE2_CASELESS | PCRE2_UCP, err);

	pcre2_code_free(code);
	return code != NULL;
}

static pcre2_match_context *make_limits(void)
{
	pcre2_match_context *limits = pcre2_match_context_create(NULL);

	pcre2_set_match_limit(limits, MATCH_LIMIT);
	pcre2_set_depth_limit(limits, DEPTH_LIMIT);
	pcre2_set_heap_limit(limits, HEAP_LIMIT_KIB);
	return limits;
}

/* The scratch freed last, for the next thread that needs one. */
static _Atomic(struct pattern_scratch *) spare;

struct pattern_scratch *pattern_scratch_new(void)
{
	struct pattern_scratch *scratch = atomic_exchange(&spare, NULL);

	if (scratch)
		return scratch;
	scratch = must_alloc(sizeof *scratch);
	scratch->data = pcre2_match_data_create(1, NULL);
	scratch->limits = make_limits();
	return scratch;
}

void pattern_scratch_free(struct pattern_scratch *scratch)
{
	if (!scratch || !(scratch = atomic_exchange(&spare, scratch)))
		return;
	pcre2_match_context_free(scratch->limits);
	pcre2_match_data_free(scratch->data);
	free(scratch);
}

static struct pattern *new_pattern(const char *regex, uint32_t options, struct error *err)
{
	pcre2_code *code = compile_regex(regex, PCRE2_CASELESS | options, err);

	if (!code)
		return NULL;
	struct pattern *pattern = must_alloc(sizeof *pattern);
	pattern->code = code;
	return pattern;
}

struct pattern *pattern_new(const char *regex, struct error *err)
{
	return new_pattern(regex, PCRE2_UCP, err);
}

struct pattern *pattern_new_ascii(const char *regex, struct error *err)
{
	return new_pattern(regex, 0, err);
}

void pattern_free(struct pattern *pattern)
{
	if (!pattern)
		return;
	pcre2_code_free(pattern->code);
	free(pattern);
}

void pattern_jit(struct pattern *pattern)
{
	pcre2_jit_compile(pattern->code, PCRE2_JIT_COMPLETE); /* if that fails, it is interpreted */
}

size_t pattern_size(const struct pattern *pattern)
{
	size_t code = 0, jit = 0;

	pcre2_pattern_info(pattern->code, PCRE2_INFO_SIZE, &code);
	pcre2_pattern_info(pattern->code, PCRE2_INFO_JITSIZE, &jit);
	return sizeof *pattern + code + jit;
}

size_t pattern_text_length(const char *folded)
{
	return text_cut_grapheme(folded, strlen(folded), PATTERN_TEXT_MAX);
}

enum pattern_result pattern_run(const struct pattern *pattern, const char *text, size_t length,
	struct pattern_scratch *scratch)
{
	int rc = pcre2_match(pattern->code, (PCRE2_SPTR)text, length, 0, PCRE2_NO_UTF_CHECK,
		scratch->data, scratch->limits);

	return rc >= 0                     ? PATTERN_MATCH
	       : rc == PCRE2_ERROR_NOMATCH ? PATTERN_NO_MATCH
					   : PATTERN_LIMIT;
}

static enum pattern_result run_once(const struct pattern *pattern, const char *folded)
{
	struct pattern_scratch *scratch = pattern_scratch_new();
	enum pattern_result result =
		pattern_run(pattern, folded, pattern_text_length(folded), scratch);

	pattern_scratch_free(scratch);
	return result;
}

bool pattern_matches(const struct pattern *pattern, const char *folded)
{
	return run_once(pattern, folded) == PATTERN_MATCH;
}

bool pattern_find(const struct pattern *pattern, const char *text, size_t *start, size_t *end)
{
	struct pattern_scratch *scratch = pattern_scratch_new();
	bool found =
		pattern_run(pattern, text, pattern_text_length(text), scratch) == PATTERN_MATCH;

	if (found) {
		const PCRE2_SIZE *place = pcre2_get_ovector_pointer(scratch->data);

		*start = place[0];
		*end = place[1];
	}
	pattern_scratch_free(scratch);
	return found;
}

bool pattern_exhausts(const struct pattern *pattern, const char *folded)
{
	return run_once(pattern, folded) == PATTERN_LIMIT;
}

/* Whether "$1" or "${1}" refers to a group of the regex; "$50" is money. */
static bool names_group(const char *text, uint32_t groups)
{
	bool braced = text[1] == '{';
	char digit = text[1 + braced], after = digit ? text[2 + braced] : '\0';

	return digit >= '0' && digit <= '9' && (uint32_t)(digit - '0') <= groups &&
	       (digit > '0' || braced) && (braced ? after == '}' : after < '0' || after > '9');
}

/* Converts a replacement to PCRE2's syntax, in which groups are $1: \1 is accepted, too, and any
 * other
 * '$' is a dollar sign. */
static void write_replacement(struct buf *buf, const char *text, uint32_t groups)
{
	for (; *text; text++) {
		if (*text == '$' && !names_group(text, groups))
			buf_add(buf, "$$");
		else if (*text == '$' && text[1] != '{')
			buf_add(buf, "${%c}", *++text);
		else if (*text == '\\' && text[1] >= '0' && text[1] <= '9')
			buf_add(buf, "${%c}", *++text);
		else
			buf_put(buf, text, 1);
	}
}

bool pattern_substitute(const struct substitution *substitution, const char *text, char *out,
	size_t size, size_t *count, struct error *err)
{
	char replacement[2048];
	struct buf buf = BUF(replacement);
	pcre2_code *code = compile_regex(substitution->regex,
		PCRE2_UCP | (substitution->caseless ? PCRE2_CASELESS : 0), err);
	PCRE2_SIZE length = size;
	uint32_t groups = 0;

	*count = 0;
	if (!code)
		return false;
	pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &groups);
	write_replacement(&buf, substitution->replacement, groups);
	pcre2_match_context *limits = make_limits();
	int rc = pcre2_substitute(code, (PCRE2_SPTR)text, PCRE2_ZERO_TERMINATED, 0,
		(substitution->every ? PCRE2_SUBSTITUTE_GLOBAL : 0) | PCRE2_SUBSTITUTE_UNSET_EMPTY,
		NULL, limits, (PCRE2_SPTR)replacement, PCRE2_ZERO_TERMINATED, (PCRE2_UCHAR *)out,
		&length);
	pcre2_match_context_free(limits);
	pcre2_code_free(code);
	if (rc < 0 || buf.full) {
		PCRE2_UCHAR reason[160] = "the result is too long";

		if (rc != PCRE2_ERROR_NOMEMORY && !buf.full)
			pcre2_get_error_message(rc, reason, sizeof reason);
		return error_set(err, "/%s/: %s", substitution->regex, (char *)reason);
	}
	*count = (size_t)rc;
	return true;
}

void pattern_literals(const char *regex, char *out, size_t size)
{
	struct requirements requirements;
	struct buf buf = buf_over(out, size);

	literal_read(regex, &requirements);
	const struct literals *best = literal_best(&requirements);

	for (size_t i = 0; best && i < best->count; i++)
		buf_add(&buf, i ? "|%s" : "%s", best->list[i]);
}
