/*
 * Prints the evidence of the candidates for many questions, for tests/eval/fit.py.
 *
 *	evidence MODEL DATABASE LEVELS SEED OWN MISSES FACTFILE… < questions
 *
 * DATABASE is where vectors are kept between runs (made if it is not there). LEVELS: how many of
 * each fact's questions are kept, drawn by SEED: numbers and "all", commas between; with a number
 * the yes/no questions, near misses and patterns are dropped too. At each level OWN of the facts'
 * own questions and MISSES of their near misses are asked, drawn by SEED (of those that were kept,
 * each is hidden in turn), then each line of standard input.
 *
 * Writes for each candidate seven int32 (level, -1 for all; 0 or 1 for a line of standard input;
 * number of the question; its enum question_kind; the fact's position; the position of the
 * question's own fact or -1; the question's order) and its TREES_EVIDENCE floats.
 */
#include "ask/answer.h"
#include "ask/fact_vectors.h"
#include "base/arena.h"
#include "base/hash.h"
#include "base/text.h"
#include "fact/factfile.h"
#include "keep/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINES_MAX = 20000, LINE_MAX = 512, FOLDED_MAX = 1024 };

struct query {
	const char *text;
	enum question_kind kind;
	int own; /* position of its fact, or -1 */
	bool kept;
};

static struct query *queries;
static size_t query_count, query_room;
static uint64_t seed;

/* A text's place in the draw depends on nothing else, so a change of some facts leaves most of what
 * is drawn as it was. */
struct drawn {
	uint64_t place;
	size_t at;
};

static struct drawn draw(const char *text, size_t at)
{
	uint64_t state = seed << 32 | hash_text(text);

	return (struct drawn){hash_next_random(&state), at};
}

static int by_place(const void *a, const void *b)
{
	const struct drawn *x = a, *y = b;

	return x->place != y->place ? (x->place > y->place) - (x->place < y->place)
				    : (x->at > y->at) - (x->at < y->at);
}

/* Leaves the fact `keep` of its questions, drawn (-1: everything); all of them become queries. */
static void thin(struct arena *arena, struct fact *fact, int position, int keep)
{
	struct question *kept = arena_alloc(arena, (fact->question_count + 1) * sizeof *kept);
	struct drawn *asks = must_alloc((fact->question_count + 1) * sizeof *asks);
	bool *stays = must_alloc((fact->question_count + 1) * sizeof *stays);
	size_t ask_count = 0, count = 0;

	for (size_t i = 0; i < fact->question_count; i++)
		if (fact->questions[i].kind == QUESTION_ASK)
			asks[ask_count++] = draw(fact->questions[i].text, i);
	qsort(asks, ask_count, sizeof *asks, by_place);
	for (size_t k = 0; k < ask_count && k < (size_t)(keep < 0 ? 0 : keep); k++)
		stays[asks[k].at] = true;
	for (size_t i = 0; i < fact->question_count; i++) {
		const struct question *question = &fact->questions[i];
		bool stay = keep < 0 || stays[i];

		if (stay)
			kept[count++] = *question;
		GROW(queries, query_count, query_room);
		queries[query_count++] =
			(struct query){question->text, question->kind, position, stay};
	}
	fact->questions = kept;
	fact->question_count = count;
	if (keep >= 0)
		fact->pattern_count = 0;
	free(stays);
	free(asks);
}

static const struct known *find_known(const struct index *index, const struct query *query)
{
	const struct profile *own = &index->profiles[query->own];

	for (size_t i = 0; query->kept && i < own->known_count; i++)
		if (strcmp(index_question(own, &own->known[i]), query->text) == 0)
			return &own->known[i];
	return NULL;
}

static void print(const struct index *index, const struct query *query, int32_t level,
	int32_t number, int32_t order)
{
	static float rows[RANKER_FITS_MAX][TREES_EVIDENCE];
	static struct fit fits[RANKER_FITS_MAX];
	char folded[FOLDED_MAX];

	text_fold(query->text, folded, sizeof folded);
	size_t count = answer_evidence(
		index, folded, query->own >= 0 ? find_known(index, query) : NULL, fits, rows);

	for (size_t i = 0; i < count; i++) {
		int32_t head[] = {level, query->own < 0, number, (int32_t)query->kind, fits[i].at,
			query->own, order};

		fwrite(head, sizeof head, 1, stdout);
		fwrite(rows[i], sizeof rows[i], 1, stdout);
	}
}

static void ask_own(const struct index *index, int32_t level, size_t own, size_t misses)
{
	struct drawn *order = must_alloc((query_count + 1) * sizeof *order);

	for (size_t i = 0; i < query_count; i++)
		order[i] = draw(queries[i].text, i);
	qsort(order, query_count, sizeof *order, by_place);
	for (size_t i = 0; i < query_count; i++) {
		const struct query *query = &queries[order[i].at];
		size_t *left = query->kind == QUESTION_NOT ? &misses : &own;

		if (*left == 0)
			continue;
		--*left;
		print(index, query, level, (int32_t)order[i].at, (int32_t)i);
	}
	free(order);
}

int main(int argc, char **argv)
{
	static char lines[LINES_MAX][LINE_MAX];
	size_t line_count = 0;
	struct error err;

	if (argc < 8) {
		fprintf(stderr, "usage: see the head of evidence.c\n");
		return 2;
	}
	struct store *store = store_open(argv[2], STORE_CREATE, &err);
	struct embeddings *embeddings = store ? embeddings_new(argv[1], store, &err) : NULL;

	if (!embeddings) {
		fprintf(stderr, "%s\n", err.text);
		return 2;
	}
	while (line_count < LINES_MAX && fgets(lines[line_count], LINE_MAX, stdin)) {
		lines[line_count][strcspn(lines[line_count], "\n")] = '\0';
		line_count++;
	}
	for (char *save, *level = strtok_r(argv[3], ",", &save); level;
		level = strtok_r(NULL, ",", &save)) {
		int keep = strcmp(level, "all") == 0 ? -1 : atoi(level);
		struct factset set = {0};

		seed = strtoull(argv[4], NULL, 10) * 1000 + (uint64_t)(keep + 1);
		query_count = 0;
		if (!factfile_read((const char *const *)argv + 7, (size_t)(argc - 7), &set, &err)) {
			fprintf(stderr, "%s\n", err.text);
			return 2;
		}
		struct fact *facts = arena_alloc(&set.arena, (set.fact_count + 1) * sizeof *facts);
		memcpy(facts, set.facts, set.fact_count * sizeof *facts);
		set.facts = facts;
		for (size_t i = 0; i < set.fact_count; i++)
			thin(&set.arena, &facts[i], (int)i, keep);
		struct embedding_texts texts = {0};
		for (size_t i = 0; i < set.fact_count; i++)
			embedding_texts_add(
				&texts, &set.facts[i], i > 0 ? &set.facts[i - 1] : NULL);
		if (!embeddings_fill(embeddings, texts.list, texts.with_tokens, texts.count, NULL,
			    NULL, &err)) {
			fprintf(stderr, "%s\n", err.text);
			return 2;
		}
		embedding_texts_free(&texts);
		struct index *index = index_of(&set);
		index_embed(index, embeddings);
		ask_own(index, keep, strtoul(argv[5], NULL, 10), strtoul(argv[6], NULL, 10));
		for (size_t i = 0; i < line_count; i++) {
			struct query query = {.text = lines[i], .own = -1};

			print(index, &query, keep, (int32_t)i, (int32_t)i);
		}
		index_free(index);
	}
	embeddings_free(embeddings);
	store_close(store);
	free(queries);
	return 0;
}
