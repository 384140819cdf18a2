#define PCRE2_CODE_UNIT_WIDTH 8
#include "pattern/pattern.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/text.h"
#include "pattern/literal.h"

#include <pcre2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	MATCH_LIMIT = 50000,
	DEPTH_LIMIT = 1000,
	HEAP_LIMIT_KIB = 1024,
	BUCKETS = 1 << 16, /* of the index by first letters */
	KEY_MAX = 6,       /* of them that make a literal's key */
};

struct pattern {
	pcre2_code *code;
	pcre2_match_data *data;
	pcre2_match_context *limits;
};

/* A literal of a pattern, in the bucket of its first letters, KEY_MAX at most. */
struct entry {
	char literal[LITERAL_SIZE];
	int row;
	int next;
};

struct row {
	const char *regex;
	int owner;
	struct pattern *compiled; /* NULL until first used */
	bool off;                 /* quarantined */
	uint64_t tried;           /* the line it was last tried on: once a line is enough */
};

struct patterns {
	struct row *rows;
	size_t count, room;
	struct entry *entries;
	size_t entry_count, entry_room;
	int buckets[BUCKETS];
	int *always; /* rows that require no literal */
	size_t always_count, always_room;
	uint64_t line;
	size_t quarantined;
};

static pcre2_code *compile(const char *regex, bool caseless, struct error *err)
{
	int error;
	PCRE2_SIZE offset;
	pcre2_code *code = pcre2_compile((PCRE2_SPTR)regex, PCRE2_ZERO_TERMINATED,
		(caseless ? PCRE2_CASELESS : 0) | PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C,
		&error, &offset, NULL);

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
	pcre2_code *code = compile(regex, true, err);

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

struct pattern *pattern_new(const char *regex, struct error *err)
{
	pcre2_code *code = compile(regex, true, err);

	if (!code)
		return NULL;
	struct pattern *pattern = must_alloc(sizeof *pattern);
	pattern->code = code;
	pattern->data = pcre2_match_data_create(1, NULL);
	pattern->limits = make_limits();
	pcre2_jit_compile(code, PCRE2_JIT_COMPLETE); /* without JIT it matches all the same */
	return pattern;
}

void pattern_free(struct pattern *pattern)
{
	if (!pattern)
		return;
	pcre2_match_context_free(pattern->limits);
	pcre2_match_data_free(pattern->data);
	pcre2_code_free(pattern->code);
	free(pattern);
}

struct pattern *pattern_once(struct pattern **slot, const char *regex)
{
	struct error err;

	if (!*slot)
		*slot = pattern_new(regex, &err);
	if (!*slot) {
		fprintf(stderr, "error pattern: %s: %s\n", regex, err.text);
		abort();
	}
	return *slot;
}

/* 1 match, 0 none, -1 a limit was hit. text is UTF-8, as text_fold leaves it. */
static int run(struct pattern *pattern, const char *text, size_t length)
{
	int rc = pcre2_match(pattern->code, (PCRE2_SPTR)text, length, 0, PCRE2_NO_UTF_CHECK,
		pattern->data, pattern->limits);

	return rc >= 0 ? 1 : rc == PCRE2_ERROR_NOMATCH ? 0 : -1;
}

static size_t capped_length(const char *text)
{
	return text_cut_grapheme(text, strlen(text), PATTERN_TEXT_MAX);
}

bool pattern_matches(struct pattern *pattern, const char *folded)
{
	return run(pattern, folded, capped_length(folded)) == 1;
}

bool pattern_find(struct pattern *pattern, const char *text, size_t *start, size_t *end)
{
	if (run(pattern, text, capped_length(text)) != 1)
		return false;
	const PCRE2_SIZE *found = pcre2_get_ovector_pointer(pattern->data);
	*start = found[0];
	*end = found[1];
	return true;
}

bool pattern_exhausts(struct pattern *pattern, const char *folded)
{
	return run(pattern, folded, capped_length(folded)) < 0;
}

/* PCRE2 writes groups as $1; here a '$' is a dollar, and \1 is the group. */
static void write_replacement(struct buf *buf, const char *text)
{
	for (; *text; text++) {
		if (*text == '$')
			buf_add(buf, "$$");
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
	pcre2_code *code = compile(substitution->regex, substitution->caseless, err);
	PCRE2_SIZE length = size;

	*count = 0;
	if (!code)
		return false;
	write_replacement(&buf, substitution->replacement);
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

struct patterns *patterns_new(void)
{
	struct patterns *patterns = must_alloc(sizeof *patterns);

	for (size_t i = 0; i < BUCKETS; i++)
		patterns->buckets[i] = -1;
	return patterns;
}

void patterns_free(struct patterns *patterns)
{
	if (!patterns)
		return;
	for (size_t i = 0; i < patterns->count; i++)
		pattern_free(patterns->rows[i].compiled);
	free(patterns->rows);
	free(patterns->entries);
	free(patterns->always);
	free(patterns);
}

static size_t bucket_of(const char *letters, size_t count)
{
	uint32_t hash = hash_bytes(HASH_EMPTY, letters, count);

	return (hash ^ hash >> 16) % BUCKETS;
}

static size_t key_length(const char *literal)
{
	size_t length = strlen(literal);

	return length < KEY_MAX ? length : KEY_MAX;
}

void patterns_add(struct patterns *patterns, const char *regex, int owner)
{
	struct literals literals;
	int row = (int)patterns->count;

	GROW(patterns->rows, patterns->count, patterns->room);
	patterns->rows[patterns->count++] = (struct row){.regex = regex, .owner = owner};
	if (!literal_read(regex, &literals)) {
		GROW(patterns->always, patterns->always_count, patterns->always_room);
		patterns->always[patterns->always_count++] = row;
		return;
	}
	for (size_t i = 0; i < literals.count; i++) {
		int *bucket = &patterns->buckets[bucket_of(
			literals.list[i], key_length(literals.list[i]))];
		struct entry entry = {.row = row, .next = *bucket};

		strcpy(entry.literal, literals.list[i]);
		GROW(patterns->entries, patterns->entry_count, patterns->entry_room);
		patterns->entries[patterns->entry_count] = entry;
		*bucket = (int)patterns->entry_count++;
	}
}

void patterns_drop(struct patterns *patterns, int owner)
{
	for (size_t i = 0; i < patterns->count; i++) {
		struct row *row = &patterns->rows[i];

		if (row->owner != owner)
			continue;
		patterns->quarantined -= row->off;
		pattern_free(row->compiled);
		*row = (struct row){.regex = "", .owner = -1, .off = true};
	}
}

void patterns_shift(struct patterns *patterns, int from, int by)
{
	for (size_t i = 0; i < patterns->count; i++)
		if (patterns->rows[i].owner >= from)
			patterns->rows[i].owner += by;
}

static void try_row(struct patterns *patterns, struct row *row, const char *text, size_t length,
	pattern_found *found, void *context)
{
	if (row->off || row->tried == patterns->line)
		return;
	row->tried = patterns->line;
	if (!row->compiled)
		row->compiled = pattern_new(row->regex, NULL);
	int result = row->compiled ? run(row->compiled, text, length) : -1;
	if (result < 0) {
		row->off = true;
		patterns->quarantined++;
	} else if (result > 0) {
		found(context, row->owner, row->regex);
	}
}

void patterns_match(
	struct patterns *patterns, const char *folded, pattern_found *found, void *context)
{
	size_t length = capped_length(folded);

	patterns->line++;
	for (size_t i = 0; i < patterns->always_count; i++)
		try_row(patterns, &patterns->rows[patterns->always[i]], folded, length, found,
			context);
	for (size_t at = 0; at + LITERAL_MIN <= length; at++)
		for (size_t key = LITERAL_MIN; key <= KEY_MAX && at + key <= length; key++) {
			int e = patterns->buckets[bucket_of(folded + at, key)];

			for (; e >= 0; e = patterns->entries[e].next) {
				const struct entry *entry = &patterns->entries[e];

				if (strncmp(folded + at, entry->literal, strlen(entry->literal)) ==
					0)
					try_row(patterns, &patterns->rows[entry->row], folded,
						length, found, context);
			}
		}
}

size_t patterns_quarantined(const struct patterns *patterns)
{
	return patterns->quarantined;
}

void patterns_each_quarantined(const struct patterns *patterns, pattern_found *found, void *context)
{
	for (size_t i = 0; i < patterns->count; i++)
		if (patterns->rows[i].off && patterns->rows[i].owner >= 0)
			found(context, patterns->rows[i].owner, patterns->rows[i].regex);
}

void pattern_literals(const char *regex, char *out, size_t size)
{
	struct literals literals;
	struct buf buf = buf_over(out, size);

	literal_read(regex, &literals);
	for (size_t i = 0; i < literals.count; i++)
		buf_add(&buf, i ? "|%s" : "%s", literals.list[i]);
}
