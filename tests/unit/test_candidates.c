#include "ask_fixture.h"

#include "ask/candidates.h"
#include "ask/embedding.h"
#include "ask/reading.h"

#include <string.h>

enum { FACTS_EACH = 40 }; /* of a kind */

/* Facts that have a word of the question, and facts that only a pattern finds. */
static struct index *two_kinds(void)
{
	static char text[64 * 1024];
	char *end = text;

	end = stpcpy(end, "sources: [{id: s, title: S, short: S}]\nfacts:\n");
	for (int i = 0; i < FACTS_EACH; i++)
		end += sprintf(end,
			"  - {id: word-%d, topic: t, says: \"The ferry has deck %d.\","
			" cite: [{source: s, locator: p. 1}]}\n"
			"  - {id: pattern-%d, topic: t, says: \"Basalt weighs %d stone.\","
			" match: ['\\bferry\\b(?#%d)'], cite: [{source: s, locator: p. 1}]}\n",
			i, i, i, i, i);
	return index_of_file(scratch_write("facts.yaml", text));
}

static void encode(const struct index *index, struct embeddings *embeddings)
{
	struct embedding_texts texts = {0};
	struct error err;

	for (size_t i = 0; i < index->count; i++)
		embedding_texts_add(&texts, index->profiles[i].fact, NULL);
	assert_true(embeddings_fill(
		embeddings, texts.list, texts.with_tokens, texts.count, NULL, NULL, &err));
	embedding_texts_free(&texts);
}

static void every_kind_has_room(void **state)
{
	static struct parsed_question parsed; /* large */
	struct error err;
	struct index *index = two_kinds();
	struct embeddings *embeddings = embeddings_new("bot/encode/minilm-l6-v2.q8", NULL, &err);
	struct candidates candidates = {.index = index};

	(void)state;
	assert_non_null(embeddings);
	encode(index, embeddings);
	index_embed(index, embeddings);
	match_read(index, fold("does a ferry sail?"), &parsed);
	candidates_verbatim(&candidates, &parsed, NULL);
	candidates_find(&candidates, &parsed, false);
	candidates_patterns(&candidates, parsed.folded);
	size_t before = candidates.count;

	candidates_nearest(&candidates, &parsed);
	assert_true(candidates.count > before);
	assert_true(candidates.count <= CANDIDATES_MAX);
	index_free(index);
	embeddings_free(embeddings);
	pattern_table_free_all();
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(every_kind_has_room)};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
