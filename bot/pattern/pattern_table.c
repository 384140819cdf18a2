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
struct trigrams {
	uint64_t bits[16];
};

struct pattern_compiled {
	struct pattern *pattern;
	unsigned short trigrams[LITERALS_MAX]; /* every match contains one of them */
	size_t trigram_count;                  /* 0: nothing is required */
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct pattern_table *compiled_tables;

static unsigned trigram(const char *at)
{
	uint32_t bytes = (uint32_t)(unsigned char)at[0] | (uint32_t)(unsigned char)at[1] << 8 |
			 (uint32_t)(unsigned char)at[2] << 16;

	bytes |= 0x202020; /* ASCII letters in lower case; other bytes become equal, too: no harm */
	return bytes * 0x9e3779b1u >> 22; /* 10 bits */
}

static void read_trigrams(const char *text, struct trigrams *out)
{
	memset(out, 0, sizeof *out);
	for (; text[0] && text[1] && text[2]; text++)
		out->bits[trigram(text) / 64] |= UINT64_C(1) << trigram(text) % 64;
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
		out->trigrams[out->trigram_count++] = (unsigned short)trigram(best->list[i]);
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

static bool may_match(const struct pattern_compiled *row, const struct trigrams *text)
{
	for (size_t i = 0; i < row->trigram_count; i++)
		if (text->bits[row->trigrams[i] / 64] >> row->trigrams[i] % 64 & 1)
			return true;
	return row->trigram_count == 0;
}

/* The same where only one row is tried. */
static bool may_match_text(const struct pattern_compiled *row, const char *text)
{
	struct trigrams trigrams;

	if (row->trigram_count > 0)
		read_trigrams(text, &trigrams);
	return row->trigram_count == 0 || may_match(row, &trigrams);
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
