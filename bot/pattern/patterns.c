#include "pattern/patterns.h"

#include "base/arena.h"
#include "base/map.h"
#include "base/region.h"
#include "pattern/literal.h"
#include "pattern/pattern.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
	KEY_MAX = 6, /* bytes of a literal that are hashed */
	KEY_LENGTHS = KEY_MAX - LITERAL_MIN + 1,
	FILTER_BITS = 1 << 16,            /* of the Bloom filter for each length of key */
	JIT_RUNS = 16,                    /* machine code pays off after about this many runs */
	CODE_BYTES = 4 << 20,             /* budget of compiled code */
	LINE_ROOM = PATTERN_TEXT_MAX + 8, /* a key is read as eight bytes */
};

/* A pattern; once removed, owner is -1. */
struct row {
	const char *regex;
	char *literals; /* required sets: a NUL ends each literal, an empty literal each set; or
			   NULL */
	struct pattern *compiled; /* or NULL */
	uint64_t line;            /* the last line on which it was tried */
	unsigned runs;
	int owner;
	bool off; /* quarantined */
};

/* A literal under which a row is indexed. */
struct key {
	const char *literal;
	unsigned length;
	int row;
	int next; /* in the bucket, or -1 */
};

struct patterns {
	struct row *rows;
	size_t count, room, indexed; /* rows; the number of rows that have keys */
	struct map frequency;        /* literal -> number of rows that require it */
	struct arena arena;          /* the rows' literals */
	struct key *keys;
	size_t key_count, key_room;
	int *buckets;
	size_t bucket_count; /* a power of two, more than keys */
	uint64_t filters[KEY_LENGTHS][FILTER_BITS / 64];
	int *always; /* rows that require no literal */
	size_t always_count, always_room;
	int *compiled; /* rows with compiled code, in a ring for eviction */
	size_t compiled_count, compiled_room, hand, code_bytes;
	struct pattern_scratch *scratch; /* NULL until a pattern is run */
	uint64_t line;
	size_t quarantined;
};

struct patterns *patterns_new(void)
{
	return region_alloc(sizeof(struct patterns));
}

void patterns_free(struct patterns *patterns)
{
	if (!patterns)
		return;
	for (size_t i = 0; i < patterns->count; i++)
		pattern_free(patterns->rows[i].compiled);
	region_release(patterns->rows);
	region_release(patterns->keys);
	region_release(patterns->buckets);
	region_release(patterns->always);
	region_release(patterns->compiled);
	map_free(&patterns->frequency);
	pattern_scratch_free(patterns->scratch);
	arena_free(&patterns->arena);
	region_release(patterns);
}

/* --- adding and removing ---------------------------------------------------------------------- */

static char *pack_literals(struct patterns *patterns, const struct requirements *requirements)
{
	char packed[REQUIREMENTS_MAX * (LITERALS_MAX * LITERAL_SIZE + 1) + 1], *at = packed;

	for (size_t s = 0; s < requirements->count; s++) {
		for (size_t i = 0; i < requirements->sets[s].count; i++)
			at = stpcpy(at, requirements->sets[s].list[i]) + 1;
		*at++ = '\0';
	}
	*at++ = '\0';
	return arena_copy(&patterns->arena, packed, (size_t)(at - packed));
}

static const char *next_set(const char *set)
{
	while (*set)
		set += strlen(set) + 1;
	return set + 1;
}

static void count_literals(struct patterns *patterns, const struct row *row, int by)
{
	for (const char *set = row->literals; set && *set; set = next_set(set))
		for (const char *it = set; *it; it += strlen(it) + 1) {
			int count = map_get(&patterns->frequency, it);

			map_put(&patterns->frequency, it, (count < 0 ? 0 : count) + by);
		}
}

void patterns_add(struct patterns *patterns, const char *regex, int owner)
{
	struct requirements requirements;
	struct row row = {.regex = regex, .owner = owner};

	if (literal_read(regex, &requirements)) {
		row.literals = pack_literals(patterns, &requirements);
		count_literals(patterns, &row, 1);
	}
	REGION_GROW(patterns->rows, patterns->count, patterns->room);
	patterns->rows[patterns->count++] = row;
}

static void drop_code(struct patterns *patterns, size_t i)
{
	struct row *row = &patterns->rows[patterns->compiled[i]];

	patterns->code_bytes -= pattern_size(row->compiled);
	pattern_free(row->compiled);
	row->compiled = NULL;
	patterns->compiled[i] = patterns->compiled[--patterns->compiled_count];
}

void patterns_drop(struct patterns *patterns, int owner)
{
	for (size_t i = 0; i < patterns->compiled_count;)
		if (patterns->rows[patterns->compiled[i]].owner == owner)
			drop_code(patterns, i);
		else
			i++;
	for (size_t i = 0; i < patterns->count; i++) {
		struct row *row = &patterns->rows[i];

		if (row->owner != owner)
			continue;
		patterns->quarantined -= row->off;
		count_literals(patterns, row, -1);
		row->owner = -1;
	}
}

/* --- the index of literals -------------------------------------------------------------------- */

/* The hash of the first `length` of eight bytes. */
static uint64_t hash_literal(uint64_t bytes, size_t length)
{
	bytes &= ~UINT64_C(0) >> (64 - 8 * length);
	return (bytes + length) * UINT64_C(0x9e3779b97f4a7c15);
}

static uint64_t eight_bytes(const char *text)
{
	uint64_t bytes;

	memcpy(&bytes, text, sizeof bytes);
	return bytes;
}

static uint64_t hash_of_key(const char *literal, size_t *length)
{
	char padded[8] = "";

	*length = strnlen(literal, KEY_MAX);
	memcpy(padded, literal, *length);
	return hash_literal(eight_bytes(padded), *length);
}

static size_t filter_bit(uint64_t hash)
{
	return (size_t)(hash >> 48) % FILTER_BITS;
}

static int *literal_bucket(const struct patterns *patterns, uint64_t hash)
{
	return &patterns->buckets[(size_t)(hash >> 24) & (patterns->bucket_count - 1)];
}

static void put_key(struct patterns *patterns, int k)
{
	struct key *key = &patterns->keys[k];
	size_t length;
	uint64_t hash = hash_of_key(key->literal, &length);
	size_t bit = filter_bit(hash);
	int *bucket = literal_bucket(patterns, hash);

	patterns->filters[length - LITERAL_MIN][bit / 64] |= UINT64_C(1) << bit % 64;
	key->next = *bucket;
	*bucket = k;
}

/* Rebuilds the table with twice as many buckets as keys, without the keys of removed rows. */
static void rehash(struct patterns *patterns)
{
	size_t count = 0;

	for (size_t k = 0; k < patterns->key_count; k++)
		if (patterns->rows[patterns->keys[k].row].owner >= 0)
			patterns->keys[count++] = patterns->keys[k];
	patterns->key_count = count;
	patterns->bucket_count = 1024;
	while (patterns->bucket_count < 2 * count)
		patterns->bucket_count *= 2;
	patterns->buckets =
		region_grow(patterns->buckets, patterns->bucket_count * sizeof *patterns->buckets);
	memset(patterns->buckets, -1, patterns->bucket_count * sizeof *patterns->buckets);
	memset(patterns->filters, 0, sizeof patterns->filters);
	for (size_t k = 0; k < count; k++)
		put_key(patterns, (int)k);
}

/* An estimate of how often lines contain a literal of the set, from how many patterns require it:
 * people ask about what patterns look for. Short literals occur in many words. */
static double cost_of(const struct patterns *patterns, const char *set)
{
	double cost = 0;

	for (; *set; set += strlen(set) + 1)
		cost += map_get(&patterns->frequency, set) * (strlen(set) < 4 ? 3.0 : 1.0);
	return cost;
}

static void index_row(struct patterns *patterns, int r)
{
	const struct row *row = &patterns->rows[r];
	const char *best = row->literals;

	if (!row->literals) {
		REGION_GROW(patterns->always, patterns->always_count, patterns->always_room);
		patterns->always[patterns->always_count++] = r;
		return;
	}
	for (const char *set = next_set(best); *set; set = next_set(set))
		if (cost_of(patterns, set) < cost_of(patterns, best))
			best = set;
	for (const char *it = best; *it; it += strlen(it) + 1) {
		REGION_GROW(patterns->keys, patterns->key_count, patterns->key_room);
		patterns->keys[patterns->key_count] =
			(struct key){.literal = it, .length = (unsigned)strlen(it), .row = r};
		if (patterns->key_count++ < patterns->bucket_count)
			put_key(patterns, (int)patterns->key_count - 1);
		else
			rehash(patterns);
	}
}

/* Indexes the new rows. This is done when a line comes, since by then the literals of all rows have
 * been counted. */
static void index_rows(struct patterns *patterns)
{
	while (patterns->indexed < patterns->count) {
		size_t r = patterns->indexed++;

		if (patterns->rows[r].owner >= 0)
			index_row(patterns, (int)r);
	}
}

void patterns_pack(struct patterns *patterns)
{
	index_rows(patterns);
	while (patterns->compiled_count > 0)
		drop_code(patterns, 0);
	pattern_scratch_free(patterns->scratch);
	patterns->scratch = NULL;
}

/* --- matching --------------------------------------------------------------------------------- */

struct line {
	char text[LINE_ROOM];
	size_t length;
	pattern_wanted *wanted;
	pattern_found *found;
	void *context;
};

static bool has_all(const struct row *row, const char *text)
{
	for (const char *set = row->literals; set && *set; set = next_set(set)) {
		const char *it = set;

		while (*it && !strstr(text, it))
			it += strlen(it) + 1;
		if (!*it)
			return false;
	}
	return true;
}

/* Drops the code of the next pattern in the ring that has not run since the last round (the CLOCK
 * algorithm). */
static void evict(struct patterns *patterns)
{
	for (;;) {
		patterns->hand = (patterns->hand + 1) % patterns->compiled_count;
		struct row *row = &patterns->rows[patterns->compiled[patterns->hand]];

		if (row->runs == 0) {
			drop_code(patterns, patterns->hand);
			return;
		}
		row->runs = 0;
	}
}

static void compile_pattern_row(struct patterns *patterns, struct row *row)
{
	while (patterns->code_bytes > CODE_BYTES && patterns->compiled_count > 0)
		evict(patterns);
	row->compiled = pattern_new(row->regex, NULL);
	if (!row->compiled)
		return;
	row->runs = 0;
	patterns->code_bytes += pattern_size(row->compiled);
	REGION_GROW(patterns->compiled, patterns->compiled_count, patterns->compiled_room);
	patterns->compiled[patterns->compiled_count++] = (int)(row - patterns->rows);
}

static void run_row(struct patterns *patterns, struct row *row, struct line *line)
{
	enum pattern_result result = PATTERN_LIMIT;

	if (!patterns->scratch)
		patterns->scratch = pattern_scratch_new();
	if (!row->compiled)
		compile_pattern_row(patterns, row);
	if (row->compiled && ++row->runs == JIT_RUNS) {
		patterns->code_bytes -= pattern_size(row->compiled);
		pattern_jit(row->compiled);
		patterns->code_bytes += pattern_size(row->compiled);
	}
	if (row->compiled)
		result = pattern_run(row->compiled, line->text, line->length, patterns->scratch);
	if (result == PATTERN_LIMIT) {
		row->off = true;
		patterns->quarantined++;
	} else if (result == PATTERN_MATCH) {
		line->found(line->context, row->owner, row->regex);
	}
}

static void visit(struct patterns *patterns, int r, struct line *line)
{
	struct row *row = &patterns->rows[r];

	if (row->owner < 0 || row->off || row->line == patterns->line)
		return;
	row->line = patterns->line;
	if ((!line->wanted || line->wanted(line->context, row->owner)) && has_all(row, line->text))
		run_row(patterns, row, line);
}

static void visit_key(struct patterns *patterns, uint64_t hash, const char *at, struct line *line)
{
	for (int k = *literal_bucket(patterns, hash); k >= 0; k = patterns->keys[k].next) {
		const struct key *key = &patterns->keys[k];

		if (strncmp(at, key->literal, key->length) == 0)
			visit(patterns, key->row, line);
	}
}

void patterns_match(struct patterns *patterns, const char *folded, pattern_wanted *wanted,
	pattern_found *found, void *context)
{
	struct line line = {.wanted = wanted, .found = found, .context = context};

	line.length = pattern_text_length(folded);
	memcpy(line.text, folded, line.length);
	index_rows(patterns);
	patterns->line++;
	for (size_t i = 0; i < patterns->always_count; i++)
		visit(patterns, patterns->always[i], &line);
	for (const char *at = line.text; patterns->bucket_count && *at; at++) {
		uint64_t bytes = eight_bytes(at);

		for (size_t i = 0; *at != ' ' && i < KEY_LENGTHS; i++) {
			uint64_t hash = hash_literal(bytes, i + LITERAL_MIN);
			size_t bit = filter_bit(hash);

			if (patterns->filters[i][bit / 64] >> bit % 64 & 1)
				visit_key(patterns, hash, at, &line);
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
