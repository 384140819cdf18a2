#include "bot.h"

#include "ask/fact_vectors.h"

#include "base/arena.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/text.h"
#include "fact/fact.h"
#include "keep/store_edit.h"
#include "keep/store_people.h"
#include "keep/store_work.h"
#include "pattern/pattern_table.h"
#include "people/roles.h"
#include "study/judge.h"
#include "study/maker.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LOOK_MS = 1000 };

static void open_encoder(struct bot *bot, const char *model)
{
	struct error err;

	bot->embeddings = embeddings_new(model, bot->store, &err);
	if (!bot->embeddings)
		log_warn("bot", "no encoder, so fewer questions are known: %s", err.text);
}

static struct bot *open_bot(const char *database, const char *model, bool bare, struct error *err)
{
	struct bot *bot = must_alloc(sizeof *bot);
	struct factset none = {0};

	bot->bare = bare;
	bot->model = model ? must_string(model) : NULL;
	bot->store = store_open(database, STORE_WRITE, err);
	if (!bot->store) {
		bot->store = store_open(database, STORE_READ, err);
		bot->read_only = true;
	}
	if (bot->store && model)
		open_encoder(bot, model);
	if (bot->store) {
		bot->messages = store_message_count(bot->store);
		if (store_see(bot->store, &bot->seen, err))
			bot->index = bare ? index_of(&none) : index_new(bot->store, err);
		if (bot->index && !bare)
			index_embed(bot->index, bot->embeddings);
	}
	if (!bot->index) {
		bot_free(bot);
		return NULL;
	}
	return bot;
}

struct bot *bot_new(const char *database, const char *model, struct error *err)
{
	return open_bot(database, model, false, err);
}

struct bot *bot_new_bare(const char *database, struct error *err)
{
	return open_bot(database, NULL, true, err);
}

void bot_free(struct bot *bot)
{
	if (!bot)
		return;
	background_free(bot->background);
	free(bot->model);
	index_free(bot->index);
	embeddings_free(bot->embeddings);
	store_close(bot->store);
	for (size_t i = 0; i < bot->network_count; i++) {
		free(bot->networks[i].name);
		roster_free(bot->networks[i].roster);
		deferred_free(&bot->networks[i].deferred);
	}
	free(bot->networks);
	free(bot->quizzes);
	free(bot);
	pattern_table_free_all();
	judge_free();
	maker_free();
}

/* --- the index -------------------------------------------------------------------------------- */

struct index *bot_build_index(
	const char *database, const char *model, struct store_seen *seen, struct error *err)
{
	struct store *store = store_open(database, STORE_READ, err);
	struct embeddings *embeddings = NULL; /* this thread's */
	struct index *index = NULL;

	if (store && store_see(store, seen, err))
		index = index_new(store, err);
	if (index && model)
		embeddings = embeddings_new(model, store, NULL);
	if (embeddings) {
		index_embed(index, embeddings);
		fact_vectors_use(index->vectors, NULL);
	}
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
	free_index(job); /* the bot may be ending before its turn */
	free(job);
}

/* Frees an index in the background: hundreds of thousands of pieces take a while. */
static void dispose(struct bot *bot, struct index *index)
{
	struct disposal *it = must_alloc(sizeof *it);

	*it = (struct disposal){.job = {.work = free_index, .done = free_disposal}, .index = index};
	background_add(bot->background, bot, &it->job);
}

void bot_take_index(struct bot *bot, struct index *index, const struct store_seen *seen)
{
	struct error err;

	if (index->vectors)
		fact_vectors_use(index->vectors, bot->embeddings);
	else
		index_embed(index, bot->embeddings);
	dispose(bot, bot->index);
	bot->index = index;
	bot->seen = *seen;
	bot->quarantined = 0;
	bot->stale = false;
	if (!bot_catch_up(bot, &err))
		log_warn("bot", "the fact base cannot be read: %s", err.text);
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

static void take(struct bot *bot, struct job *job)
{
	struct rebuild *it = (struct rebuild *)job;

	if (!bot) {
		index_free(it->index);
	} else {
		bot->rebuilding = false;
		if (it->index) {
			bot_take_index(bot, it->index, &it->seen);
			log_info("bot", "the fact base changed: %zu facts now", bot->index->count);
		} else {
			log_warn("bot", "the fact base changed but cannot be read: %s",
				it->err.text);
		}
	}
	free(it->database);
	free(it->model);
	free(it);
}

/* If it fails, bot_tick() asks for it again. */
static void rebuild(struct bot *bot)
{
	bot->stale = true;
	if (bot->rebuilding || bot->bare)
		return;
	struct rebuild *it = must_alloc(sizeof *it);

	*it = (struct rebuild){.job = {.work = build, .done = take},
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

/* Stores the vectors of the texts that are new (where that fails they are encoded when needed) and
 * puts the fact into the index. */
static void put_fact(struct bot *bot, const struct fact *fact)
{
	struct embedding_texts texts = {0};

	embedding_texts_add(&texts, fact);
	embeddings_fill(
		bot->embeddings, texts.list, texts.with_tokens, texts.count, NULL, NULL, NULL);
	embedding_texts_free(&texts);
	index_put(bot->index, fact);
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
			put_fact(bot, &fact);
		bot->quarantined -= off - patterns_quarantined(bot->index->patterns);
	}
	arena_free(&arena);
	if (index_is_worn(bot->index))
		rebuild(bot);
	return good;
}

bool bot_catch_up(struct bot *bot, struct error *err)
{
	enum { AT_ONCE = 8 }; /* facts; with more a new index is built */
	const struct store_seen before = bot->seen;
	struct arena arena = {0};
	struct store_changes changes = {0};
	bool good = store_changes(bot->store, &bot->seen, AT_ONCE, &arena, &changes, err);
	bool anew = changes.whole || changes.aliases || changes.newer > changes.fact_count;

	for (size_t i = 0; good && i < changes.fact_count; i++)
		good = bot_refresh_fact(bot, changes.facts[i], err);
	if (good && changes.sources)
		good = store_load_sources(bot->store, &bot->index->set, err);
	bot->messages = store_message_count(bot->store);
	arena_free(&arena);
	if (good && anew)
		rebuild(bot);
	if (!good) {
		bot->seen = before;
		bot->stale = true;
	}
	return good;
}

bool bot_configure(
	struct bot *bot, const struct config *config, struct timestamp now, struct error *err)
{
	bot->config = config;
	return bot->read_only || roles_seed(bot->store, config, now, err);
}

/* Deletes old entries of the journal and unanswered questions beyond their number, a few at a time.
 */
static void prune(struct bot *bot, struct timestamp now)
{
	enum { BATCH = 200, SOON_MS = 200, LATER_MS = 60 * 1000, DAY = 86400 };
	int entries = 0, questions = 0;
	struct error err;

	if (now.ms < bot->next_prune_ms || bot->read_only || !bot->config)
		return;
	if ((bot->config->journal_days > 0 &&
		    !store_prune_journal(bot->store,
			    now.unix - (int64_t)bot->config->journal_days * DAY, BATCH, &entries,
			    &err)) ||
		!store_prune_asked(bot->store, BATCH, &questions, &err))
		log_warn("bot", "old entries could not be deleted: %s", err.text);
	bool more = entries == BATCH || questions == BATCH;
	bot->next_prune_ms = now.ms + (more ? SOON_MS : LATER_MS);
}

int64_t bot_tick(struct bot *bot, struct timestamp now)
{
	int64_t wait = background_tick(bot->background, bot);
	struct error err;

	if (now.ms >= bot->next_look_ms) {
		bot->next_look_ms = now.ms + LOOK_MS;
		if (store_changed(bot->store) && !bot_catch_up(bot, &err))
			log_warn("bot", "the fact base changed but cannot be read: %s", err.text);
		else if (bot->stale)
			rebuild(bot);
	}
	prune(bot, now);
	return timestamp_sooner(wait, bot->next_look_ms - now.ms);
}

struct bot_network *bot_network(struct bot *bot, const char *name)
{
	for (size_t i = 0; i < bot->network_count; i++)
		if (strcmp(bot->networks[i].name, name) == 0)
			return &bot->networks[i];
	GROW(bot->networks, bot->network_count, bot->network_room);
	bot->networks[bot->network_count] =
		(struct bot_network){.name = must_string(name), .roster = roster_new()};
	return &bot->networks[bot->network_count++];
}

uint64_t bot_draw(struct bot *bot, struct timestamp now)
{
	bot->drawn += (uint64_t)now.ms;
	return hash_next_random(&bot->drawn);
}

void bot_forget_network(struct bot *bot, const char *name)
{
	bot_network(bot, name)->network = NULL;
}

bool bot_say(struct bot *bot, const char *network, const char *command, const char *target,
	const char *text)
{
	struct network *n = bot_network(bot, network)->network;

	return n && outbox_say(network_outbox(n), URGENCY_BULK, command, target, text, "");
}

void bot_announce(struct bot *bot, const char *format, ...)
{
	char text[512];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	text_drop_broken(text);
	for (size_t i = 0; i < bot->network_count; i++) {
		const struct config_network *config =
			bot->networks[i].network ? network_config(bot->networks[i].network) : NULL;

		for (size_t c = 0; config && c < config->channel_count; c++)
			if (config->channels[c].log)
				bot_say(bot, config->name, "NOTICE", config->channels[c].name,
					text);
	}
}
