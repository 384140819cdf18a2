#include "bot_index.h"

#include "ask/fact_vectors.h"
#include "ask/index_file.h"
#include "ask/index_view.h"
#include "base/arena.h"
#include "base/log.h"
#include "encoding.h"
#include "keep/store_edit.h"
#include "keep/store_work.h"

#include <stdlib.h>
#include <string.h>

struct index *bot_build_index(
	const char *database, const char *model, struct store_seen *seen, struct error *err)
{
	struct store *store = store_open(database, STORE_READ, err);
	struct embeddings *embeddings = /* this thread's own */
		store && model ? embeddings_new(model, store, NULL) : NULL;
	struct index *index = store ? index_file_build(store, embeddings, seen, err) : NULL;

	if (index && embeddings)
		index_use_embeddings(index, NULL);
	embeddings_free(embeddings);
	store_close(store);
	return index;
}

struct disposal {
	struct job job;
	struct index *index;
};

static void free_index(struct job *job)
{
	struct disposal *it = (struct disposal *)job;

	index_free(it->index);
	it->index = NULL;
}

static void free_disposal(struct bot *bot, struct job *job)
{
	(void)bot;
	free_index(job); /* if the bot ends before the job runs */
	free(job);
}

/* Frees an index in the background: it may have hundreds of thousands of blocks. */
static void dispose(struct bot *bot, struct index *index)
{
	struct disposal *it = must_alloc(sizeof *it);

	*it = (struct disposal){
		.job = {.lane = LANE_LONG, .work = free_index, .done = free_disposal},
		.index = index};
	background_add(bot->background, bot, &it->job);
}

void bot_take_index(struct bot *bot, struct index *index, const struct store_seen *seen)
{
	struct error err;

	if (index->vectors)
		index_use_embeddings(index, bot->embeddings);
	else
		index_embed(index, bot->embeddings);
	dispose(bot, bot->index);
	bot->index = index;
	index_view_set(index, &bot->view);
	if (bot->subject.name)
		index->set.subject = bot->subject;
	bot->seen = *seen;
	bot->quarantined = bot->encoded = 0;
	bot->stale = bot->loading = false;
	if (!bot_catch_up(bot, &err))
		log_warn("bot", "the fact base cannot be read: %s", err.text);
	encoding_start(bot);
}

struct rebuild {
	struct job job;
	char *database, *model;
	struct index *index; /* NULL if it could not be built */
	struct store_seen seen;
	struct error err;
};

static void build(struct job *job)
{
	struct rebuild *it = (struct rebuild *)job;

	it->index = bot_build_index(it->database, it->model, &it->seen, &it->err);
}

static void take_index(struct bot *bot, struct job *job)
{
	struct rebuild *it = (struct rebuild *)job;

	if (!bot) {
		index_free(it->index);
	} else {
		bool first = bot->loading;

		bot->rebuilding = false;
		if (it->index) {
			bot_take_index(bot, it->index, &it->seen);
			log_info("bot", "%s: %zu facts",
				first ? "the facts are read" : "the fact base changed",
				bot->index->count);
		} else {
			log_warn("bot", "the fact base cannot be read: %s", it->err.text);
		}
	}
	free(it->database);
	free(it->model);
	free(it);
}

void bot_index_rebuild(struct bot *bot)
{
	bot->stale = true;
	if (bot->rebuilding || bot->bare)
		return;
	struct rebuild *it = must_alloc(sizeof *it);

	*it = (struct rebuild){.job = {.lane = LANE_LONG, .work = build, .done = take_index},
		.database = must_string(store_path(bot->store)),
		.model = bot->model ? must_string(bot->model) : NULL};
	bot->rebuilding = true;
	background_add(bot->background, bot, &it->job);
}

/* Drops the quarantined patterns, as store_load does. */
static void drop_quarantined(struct bot *bot, struct arena *arena, struct fact *fact)
{
	struct quarantined *list;
	size_t count;

	if (!store_quarantines(bot->store, arena, &list, &count, NULL))
		return;
	for (size_t q = 0; q < count; q++)
		for (size_t i = fact->pattern_count; i-- > 0;)
			if (strcmp(list[q].id, fact->id) == 0 &&
				strcmp(list[q].text, fact->patterns[i]) == 0)
				fact_drop_pattern(fact, arena, i);
}

bool bot_refresh_fact(struct bot *bot, int64_t number, struct error *err)
{
	struct arena arena = {0};
	struct edition newest;
	struct fact fact;
	bool good = store_fact_numbered(bot->store, number, &arena, &fact, &newest, err);
	size_t off = patterns_quarantined(bot->index->patterns);

	if (good && fact.number != 0) {
		drop_quarantined(bot, &arena, &fact);
		if (fact.forgotten || fact.citation_count == 0)
			index_drop(bot->index, fact.number);
		else
			index_put(bot->index, &fact);
		bot->quarantined -= off - patterns_quarantined(bot->index->patterns);
	}
	arena_free(&arena);
	bot->refreshed++;
	encoding_start(bot);
	if (index_needs_rebuild(bot->index))
		bot_index_rebuild(bot);
	return good;
}

/* Reads the changes. If more than at_once facts have changed, builds a new index instead. */
static bool catch_up(struct bot *bot, size_t at_once, struct error *err)
{
	const struct store_seen before = bot->seen;
	struct arena arena = {0};
	struct store_changes changes = {0};
	bool good = store_changes(bot->store, &bot->seen, at_once, &arena, &changes, err);
	bot->unmerged += changes.fact_count;
	bool anew = changes.whole || changes.aliases || changes.quotable ||
		    changes.newer > changes.fact_count;

	for (size_t i = 0; good && i < changes.fact_count; i++)
		good = bot_refresh_fact(bot, changes.facts[i], err);
	if (good && changes.sources)
		good = store_load_sources(bot->store, &bot->index->set, err);
	/* the verbs' caches of the database are read again */
	bot->ambient_known = bot->waiting.known = false;
	arena_free(&arena);
	if (good && anew)
		bot_index_rebuild(bot);
	if (!good) {
		bot->seen = before;
		bot->stale = true;
	}
	return good;
}

void bot_drop_quotable(struct bot *bot, int64_t number)
{
	struct store_seen now;

	if (bot->index->quotable)
		index_drop(bot->index->quotable, number);
	if (store_see(bot->store, &now, NULL))
		bot->seen.drafts = now.drafts;
}

bool bot_catch_up(struct bot *bot, struct error *err)
{
	enum { AT_ONCE = 8 }; /* some milliseconds */

	return bot->loading || catch_up(bot, AT_ONCE, err);
}

/* Whether building the index takes longer than networks should wait for the bot. */
static bool is_large(const struct bot *bot)
{
	enum { LARGE = 500 }; /* facts: half a second */

	return store_last_fact(bot->store) > LARGE;
}

bool bot_index_open(struct bot *bot, struct error *err)
{
	enum { AT_ONCE = 64 };
	struct factset none = {0};
	struct error reason;

	if (!bot->bare)
		bot->index = index_file_read(bot->store, bot->embeddings, &bot->seen, &reason);
	if (bot->index) {
		if (!catch_up(bot, AT_ONCE, err))
			return false;
	} else if (bot->bare) {
		bot->index = index_of(&none);
		return store_load_subject(bot->store, &bot->index->set, err) &&
		       store_see(bot->store, &bot->seen, err);
	} else {
		log_info("bot", "building the index: %s", reason.text);
		bot->loading = bot->background && is_large(bot);
		bot->index = bot->loading ? index_of(&none)
					  : index_file_build(
						    bot->store, bot->embeddings, &bot->seen, err);
		if (bot->loading)
			bot_index_rebuild(bot);
	}
	if (bot->index)
		encoding_start(bot);
	return bot->index != NULL;
}
