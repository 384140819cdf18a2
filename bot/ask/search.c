#include "ask/search.h"

#include "base/buf.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Adds an FTS5 string: in double quotes, with those inside doubled. */
static void add_string(struct buf *buf, const char *text)
{
	buf_put(buf, "\"", 1);
	for (; *text; text++)
		buf_put(buf, *text == '"' ? "\"\"" : text, *text == '"' ? 2 : 1);
	buf_put(buf, "\"", 1);
}

static void add_search_term(const struct index *index, const struct term *term, struct buf *buf)
{
	const char *names[SEARCH_NAMES];
	size_t count = lexicon_names(index->lexicon, term->term_id, names, SEARCH_NAMES);

	for (size_t i = 0; i < count && buf_room(buf) > 600; i++) {
		if (buf_length(buf) > 0)
			buf_add(buf, " OR ");
		add_string(buf, names[i]);
	}
}

/* The number of facts with the term, computed from its inverse document frequency. */
static float facts_with(const struct index *index, int term_id)
{
	return (float)(index->count + 1) / expf(lexicon_weight(index->lexicon, term_id));
}

bool search_expression(
	const struct index *index, const struct parsed_question *parsed, char *out, size_t size)
{
	struct buf buf = buf_over(out, size);
	bool used[TERMS_MAX] = {false};

	for (size_t n = 0; n < SEARCH_TERMS; n++) {
		size_t rarest = TERMS_MAX;

		for (size_t i = 0; i < parsed->terms.count; i++)
			if (!used[i] && parsed->terms.list[i].term_id >= 0 &&
				(rarest == TERMS_MAX ||
					parsed->weights[i] > parsed->weights[rarest]))
				rarest = i;
		if (rarest == TERMS_MAX)
			break;
		used[rarest] = true;
		if (buf_length(&buf) > 0 &&
			facts_with(index, parsed->terms.list[rarest].term_id) > SEARCH_COMMON)
			break;
		add_search_term(index, &parsed->terms.list[rarest], &buf);
	}
	return buf_length(&buf) > 0;
}

struct finding {
	const struct index *index;
	int *found;
	size_t count, max;
};

static void note_found(void *context, int64_t number, const char *text, double score)
{
	struct finding *finding = context;
	int at = index_by_number(finding->index, number);

	(void)text;
	(void)score;
	if (at < 0 || finding->count == finding->max)
		return;
	for (size_t i = 0; i < finding->count; i++)
		if (finding->found[i] == at)
			return;
	finding->found[finding->count++] = at;
}

size_t search_facts(const struct index *index, struct store *store,
	const struct parsed_question *parsed, size_t rows, int *positions, size_t max,
	struct error *err)
{
	char expression[SEARCH_EXPRESSION];
	struct finding finding = {.index = index, .found = positions, .max = max};

	if (!search_expression(index, parsed, expression, sizeof expression))
		return 0;
	if (!store_search(store, expression, rows, note_found, &finding, err))
		return 0;
	return finding.count;
}
