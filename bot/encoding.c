#include "encoding.h"

#include "base/arena.h"
#include "base/log.h"
#include "bot_index.h"

#include <stdlib.h>

enum {
	FACTS = 16, /* facts in one job: half a second */
	MANY = 64,  /* after this many, it is worth saving the index with their vectors */
	ALONE = 500 /* the most facts that a question at the terminal waits for: some ten seconds */
};

struct encoding {
	struct job job;
	char *database, *model;
	struct arena arena; /* holds the facts */
	struct embedding_texts texts;
	int64_t numbers[FACTS];
	size_t count;
	size_t refreshed; /* bot->refreshed when it started */
	bool quotable;    /* they are sentences of documents */
	struct store *store;
	struct embeddings *embeddings; /* the thread's; NULL: could not be opened */
	struct error err;
};

/* Stores the vectors in the database, or in memory if that cannot be written. Encodes one text at a
 * time, since embeddings_fill() would use all processors for several. */
static void encode_next(struct job *job)
{
	struct encoding *it = (struct encoding *)job;
	const struct embedding_texts *texts = &it->texts;

	it->store = store_open(it->database, STORE_WRITE, NULL);
	if (!it->store)
		it->store = store_open(it->database, STORE_READ, &it->err);
	if (it->store)
		it->embeddings = embeddings_new(it->model, it->store, &it->err);
	for (size_t i = 0; it->embeddings && i < texts->count; i++)
		embeddings_fill(it->embeddings, &texts->list[i], &texts->with_tokens[i], 1, NULL,
			NULL, &it->err);
}

static void discard_encoding(struct encoding *it)
{
	embeddings_free(it->embeddings);
	store_close(it->store);
	embedding_texts_free(&it->texts);
	arena_free(&it->arena);
	free(it->database);
	free(it->model);
	free(it);
}

/* How many of the facts have their vectors now. */
static size_t count_encoded(struct bot *bot, const struct encoding *it)
{
	struct index *index = it->quotable ? bot->index->quotable : bot->index;
	size_t read = 0;

	if (!it->embeddings)
		return 0;
	embeddings_adopt(bot->embeddings, it->embeddings);
	if (!index) /* quoting was switched off meanwhile */
		return it->count;
	for (size_t i = 0; i < it->count; i++)
		read += index_read_vectors(index, it->numbers[i]);
	return read;
}

/* The positions of facts without vectors or, if there are none, of quotable sentences without
 * vectors; and the index that they are in. */
static size_t list_waiting(
	const struct bot *bot, const struct index **index, int *positions, size_t max)
{
	size_t count = index_without_vectors(bot->index, positions, max);

	*index = bot->index;
	if (count > 0 || !bot->index->quotable)
		return count;
	*index = bot->index->quotable;
	return index_without_vectors(*index, positions, max);
}

static bool start_next(struct bot *bot);

static void finish_encoding(struct bot *bot, struct job *job)
{
	struct encoding *it = (struct encoding *)job;

	if (bot) {
		size_t read = count_encoded(bot, it);

		bot->encoding = false;
		bot->encoded += read;
		/* a fact that has changed meanwhile needs other vectors */
		if (read == 0 && bot->refreshed == it->refreshed)
			log_warn("bot", "texts of %zu facts cannot be encoded: %s", it->count,
				it->err.text);
		else if (bot->background && !start_next(bot) && bot->encoded >= MANY)
			bot_index_rebuild(bot);
	}
	discard_encoding(it);
}

/* Starts encoding the next few facts; false if none is left. */
static bool start_next(struct bot *bot)
{
	int positions[FACTS];
	const struct index *index;
	size_t count = list_waiting(bot, &index, positions, FACTS);

	if (count == 0)
		return false;
	struct encoding *it = must_alloc(sizeof *it);

	*it = (struct encoding){
		.job = {.lane = LANE_LONG, .work = encode_next, .done = finish_encoding},
		.database = must_string(store_path(bot->store)),
		.model = must_string(bot->model),
		.count = count,
		.refreshed = bot->refreshed,
		.quotable = index != bot->index};
	for (size_t i = 0; i < count; i++) {
		struct fact fact = fact_copy(&it->arena, index->profiles[positions[i]].fact);

		it->numbers[i] = fact.number;
		embedding_texts_add(&it->texts, &fact, index_before(index, (size_t)positions[i]));
	}
	bot->encoding = true;
	background_add(bot->background, bot, &it->job);
	return true;
}

/* Encodes all facts at once, if they are few. */
static void encode_alone(struct bot *bot)
{
	int positions[ALONE + 1];
	const struct index *index;
	size_t before;

	if (list_waiting(bot, &index, positions, ALONE + 1) > ALONE) {
		log_warn("bot",
			"more than %d facts have no vectors, so fewer questions are recognised: "
			"an import or a running bot makes them",
			ALONE);
		return;
	}
	do
		before = bot->encoded;
	while (start_next(bot) && bot->encoded > before);
	if (bot->encoded >= MANY)
		bot_index_rebuild(bot);
}

void encoding_start(struct bot *bot)
{
	if (bot->encoding || bot->loading || !bot->embeddings)
		return;
	if (bot->background)
		start_next(bot);
	else
		encode_alone(bot);
}
