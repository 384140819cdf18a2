#include "pattern/pattern_table.h"

#include "base/arena.h"
#include "pattern/literal.h"
#include "pattern/pattern.h"

#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is known of a text before a pattern is tried. */
enum { TRIGRAM_BITS = 12 };
struct traits {
	uint64_t trigrams[(1 << TRIGRAM_BITS) / 64]; /* a Bloom filter of its trigrams */
	bool ascii;
};

/* The text that this thread read last, as far as patterns see it. Several tables are asked about
 * the same line, one after another. */
static _Thread_local struct {
	struct traits traits;
	size_t length;
	char text[PATTERN_TEXT_MAX];
} last;

struct pattern_compiled {
	struct pattern *ascii;         /* for texts in ASCII */
	_Atomic(struct pattern *) any; /* for others; NULL until the first one */
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

static const struct traits *traits_of(const char *text)
{
	struct traits *out = &last.traits;
	size_t length = strnlen(text, PATTERN_TEXT_MAX);
	uint32_t bytes = 0, all = 0;

	if (length > 0 && length == last.length && memcmp(text, last.text, length) == 0)
		return out;
	last.length = length;
	memcpy(last.text, text, length);
	memset(out, 0, sizeof *out);
	for (size_t i = 0; i < length; i++) {
		bytes = bytes << 8 | (unsigned char)text[i];
		all |= bytes;
		if (i < 2)
			continue;
		unsigned bit = bit_of(bytes);
		out->trigrams[bit / 64] |= UINT64_C(1) << bit % 64;
	}
	out->ascii = (all & 0x80) == 0;
	return out;
}

static struct pattern *compile(const struct pattern_table *table, size_t row, bool ascii)
{
	const char *regex = table->rows[row].regex;
	struct error err;
	struct pattern *pattern = ascii ? pattern_new_ascii(regex, &err) : pattern_new(regex, &err);

	if (!pattern) {
		fprintf(stderr, "error %s, row %s: %s\n", table->name, table->rows[row].name,
			err.text);
		abort();
	}
	pattern_jit(pattern);
	return pattern;
}

static void compile_row(const struct pattern_table *table, size_t row, struct pattern_compiled *out)
{
	struct requirements requirements;

	out->ascii = compile(table, row, true);
	literal_read(table->rows[row].regex, &requirements);
	const struct literals *best = literal_best(&requirements);
	for (size_t i = 0; best && i < best->count; i++)
		out->literals[out->literal_count++] = (struct ends){trigram(best->list[i]),
			trigram(best->list[i] + strlen(best->list[i]) - LITERAL_MIN)};
}

/* The table's patterns, compiled by the first thread that uses them. */
static struct pattern_compiled *patterns_of(struct pattern_table *table)
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

static bool has_trigram(const struct traits *text, unsigned bit)
{
	return text->trigrams[bit / 64] >> bit % 64 & 1;
}

static bool may_match(const struct pattern_compiled *row, const struct traits *text)
{
	for (size_t i = 0; i < row->literal_count; i++)
		if (has_trigram(text, row->literals[i].first) &&
			has_trigram(text, row->literals[i].last))
			return true;
	return row->literal_count == 0;
}

/* The row's pattern for such a text, or NULL if it cannot match. */
static const struct pattern *pattern_for(
	struct pattern_table *table, size_t row, const struct traits *text)
{
	struct pattern_compiled *it = &patterns_of(table)[row];

	if (!may_match(it, text))
		return NULL;
	if (text->ascii)
		return it->ascii;
	struct pattern *any = atomic_load(&it->any);
	if (any)
		return any;
	pthread_mutex_lock(&lock);
	any = atomic_load(&it->any);
	if (!any)
		atomic_store(&it->any, any = compile(table, row, false));
	pthread_mutex_unlock(&lock);
	return any;
}

bool pattern_table_matches(struct pattern_table *table, size_t row, const char *folded)
{
	const struct pattern *it = pattern_for(table, row, traits_of(folded));

	return it && pattern_matches(it, folded);
}

bool pattern_table_find(
	struct pattern_table *table, size_t row, const char *text, size_t *start, size_t *end)
{
	const struct pattern *it = pattern_for(table, row, traits_of(text));

	return it && pattern_find(it, text, start, end);
}

int pattern_table_first(struct pattern_table *table, const char *folded)
{
	const struct traits *text = traits_of(folded);
	struct pattern_scratch *scratch = pattern_scratch_new();
	size_t length = pattern_text_length(folded), i = 0;

	for (; i < table->count; i++) {
		const struct pattern *it = pattern_for(table, i, text);

		if (it && pattern_run(it, folded, length, scratch) == PATTERN_MATCH)
			break;
	}
	pattern_scratch_free(scratch);
	return i < table->count ? (int)i : -1;
}

void pattern_table_free_all(void)
{
	pthread_mutex_lock(&lock);
	while (compiled_tables) {
		struct pattern_table *table = compiled_tables;
		struct pattern_compiled *compiled = atomic_exchange(&table->compiled, NULL);

		for (size_t i = 0; i < table->count; i++) {
			pattern_free(compiled[i].ascii);
			pattern_free(atomic_load(&compiled[i].any));
		}
		free(compiled);
		compiled_tables = table->next;
	}
	pthread_mutex_unlock(&lock);
}
