#include "pattern/pattern_table.h"

#include "base/arena.h"
#include "pattern/literal.h"
#include "pattern/pattern.h"

#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A Bloom filter of the three-letter sequences of a text. */
enum { TRIGRAM_BITS = 12 };
struct trigrams {
	uint64_t bits[(1 << TRIGRAM_BITS) / 64];
};

struct pattern_compiled {
	struct pattern *pattern;
	/* the first and the last trigram of literals; every match contains one of them */
	struct ends {
		unsigned short first, last;
	} literals[LITERALS_MAX];
	size_t literal_count; /* 0: nothing is required */
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct pattern_table *compiled_tables;

/* The bit of a trigram, of which `bytes` has the last three letters. */
static unsigned bit_of(uint32_t bytes)
{
	bytes |= 0x202020; /* ASCII letters in lower case; other bytes become equal, too: no harm */
	return (bytes & 0xffffff) * 0x9e3779b1u >> (32 - TRIGRAM_BITS);
}

static unsigned short trigram(const char *at)
{
	uint32_t bytes = 0;

	for (int i = 0; i < 3; i++)
		bytes = bytes << 8 | (unsigned char)at[i];
	return (unsigned short)bit_of(bytes);
}

static void read_trigrams(const char *text, struct trigrams *out)
{
	uint32_t bytes = 0;

	memset(out, 0, sizeof *out);
	for (size_t i = 0; text[i]; i++) {
		bytes = bytes << 8 | (unsigned char)text[i];
		if (i >= 2)
			out->bits[bit_of(bytes) / 64] |= UINT64_C(1) << bit_of(bytes) % 64;
	}
}

static void compile_row(const struct pattern_table *table, size_t row, struct pattern_compiled *out)
{
	struct requirements requirements;
	struct error err;

	out->pattern = pattern_new(table->rows[row].regex, &err);
	if (!out->pattern) {
		fprintf(stderr, "error %s, row %s: %s\n", table->name, table->rows[row].name,
			err.text);
		abort();
	}
	pattern_jit(out->pattern);
	literal_read(table->rows[row].regex, &requirements);
	const struct literals *best = literal_best(&requirements);
	for (size_t i = 0; best && i < best->count; i++)
		out->literals[out->literal_count++] = (struct ends){trigram(best->list[i]),
			trigram(best->list[i] + strlen(best->list[i]) - LITERAL_MIN)};
}

/* The table's patterns, compiled by the first thread that uses them. */
static const struct pattern_compiled *patterns_of(struct pattern_table *table)
{
	struct pattern_compiled *compiled = atomic_load(&table->compiled);

	if (compiled)
		return compiled;
	pthread_mutex_lock(&lock);
	compiled = atomic_load(&table->compiled);
	if (!compiled) {
		compiled = must_alloc(table->count * sizeof *compiled);
		for (size_t i = 0; i < table->count; i++)
			compile_row(table, i, &compiled[i]);
		table->next = compiled_tables;
		compiled_tables = table;
		atomic_store(&table->compiled, compiled);
	}
	pthread_mutex_unlock(&lock);
	return compiled;
}

static bool has_trigram(const struct trigrams *text, unsigned bit)
{
	return text->bits[bit / 64] >> bit % 64 & 1;
}

static bool may_match(const struct pattern_compiled *row, const struct trigrams *text)
{
	for (size_t i = 0; i < row->literal_count; i++)
		if (has_trigram(text, row->literals[i].first) &&
			has_trigram(text, row->literals[i].last))
			return true;
	return row->literal_count == 0;
}

/* The same where only one row is tried. */
static bool may_match_text(const struct pattern_compiled *row, const char *text)
{
	struct trigrams trigrams;

	if (row->literal_count > 0)
		read_trigrams(text, &trigrams);
	return row->literal_count == 0 || may_match(row, &trigrams);
}

bool pattern_table_matches(struct pattern_table *table, size_t row, const char *folded)
{
	const struct pattern_compiled *it = &patterns_of(table)[row];

	return may_match_text(it, folded) && pattern_matches(it->pattern, folded);
}

bool pattern_table_find(
	struct pattern_table *table, size_t row, const char *text, size_t *start, size_t *end)
{
	const struct pattern_compiled *it = &patterns_of(table)[row];

	return may_match_text(it, text) && pattern_find(it->pattern, text, start, end);
}

int pattern_table_first(struct pattern_table *table, const char *folded)
{
	const struct pattern_compiled *compiled = patterns_of(table);
	struct pattern_scratch *scratch = pattern_scratch_new();
	size_t length = pattern_text_length(folded), i = 0;
	struct trigrams text;

	read_trigrams(folded, &text);
	while (i < table->count &&
		(!may_match(&compiled[i], &text) ||
			pattern_run(compiled[i].pattern, folded, length, scratch) != PATTERN_MATCH))
		i++;
	pattern_scratch_free(scratch);
	return i < table->count ? (int)i : -1;
}

void pattern_table_free_all(void)
{
	pthread_mutex_lock(&lock);
	while (compiled_tables) {
		struct pattern_table *table = compiled_tables;
		struct pattern_compiled *compiled = atomic_exchange(&table->compiled, NULL);

		for (size_t i = 0; i < table->count; i++)
			pattern_free(compiled[i].pattern);
		free(compiled);
		compiled_tables = table->next;
	}
	pthread_mutex_unlock(&lock);
}
