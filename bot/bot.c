#include "bot.h"

#include "ask/index_view.h"
#include "base/arena.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/text.h"
#include "bot_database.h"
#include "bot_index.h"
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
	if (bot->embeddings)
		return;
	bot->no_encoder = must_string(err.text);
	log_warn("bot", "no encoder, so fewer questions are recognised: %s", err.text);
}

enum kind { KIND_ALONE, KIND_BARE, KIND_SERVING };

static struct bot *assemble_bot(
	const char *database, const char *model, enum kind kind, struct error *err)
{
	struct bot *bot = must_alloc(sizeof *bot);

	bot->bare = kind == KIND_BARE;
	bot->model = model ? must_string(model) : NULL;
	bot->view.everything = true;
	bot->store = store_open(database, STORE_WRITE, err);
	if (!bot->store) {
		bot->store = store_open(database, STORE_READ, err);
		bot->read_only = true;
	}
	if (bot->store && model)
		open_encoder(bot, model);
	if (bot->store)
		store_set_view(bot->store, &bot->view);
	if (bot->store && kind == KIND_SERVING)
		bot->background = background_new();
	if (!bot->store || !bot_index_open(bot, err)) {
		bot_free(bot);
		return NULL;
	}
	index_view_set(bot->index, &bot->view);
	return bot;
}

struct bot *bot_new(const char *database, const char *model, struct error *err)
{
	return assemble_bot(database, model, KIND_ALONE, err);
}

struct bot *bot_new_serving(const char *database, const char *model, struct error *err)
{
	return assemble_bot(database, model, KIND_SERVING, err);
}

struct bot *bot_new_bare(const char *database, struct error *err)
{
	return assemble_bot(database, NULL, KIND_BARE, err);
}

void bot_free(struct bot *bot)
{
	if (!bot)
		return;
	background_free(bot->background);
	free(bot->model);
	free(bot->no_encoder);
	index_free(bot->index);
	embeddings_free(bot->embeddings);
	store_close(bot->store);
	for (size_t i = 0; i < bot->network_count; i++) {
		free(bot->networks[i].name);
		roster_free(bot->networks[i].roster);
		deferred_free(&bot->networks[i].deferred);
		unfinished_free(&bot->networks[i].unfinished);
		postponed_free(&bot->networks[i].postponed);
	}
	free(bot->networks);
	for (size_t i = 0; i < bot->quiz_count; i++) {
		free(bot->quizzes[i].unsaved);
		free(bot->quizzes[i].ahead);
	}
	free(bot->quizzes);
	free(bot->ambient_set);
	free(bot->waiting.people);
	arena_free(&bot->subject_arena);
	free(bot);
	pattern_table_free_all();
}

static const char *const *copy_texts(struct arena *arena, const char *const *list, size_t count)
{
	const char **copy = arena_alloc(arena, (count + 1) * sizeof *copy);

	for (size_t i = 0; i < count; i++)
		copy[i] = arena_string(arena, list[i]);
	return copy;
}

void bot_set_subject(struct bot *bot, const struct subject *subject)
{
	struct arena arena = {0};

	if (!subject->name || !*subject->name)
		return;
	const struct subject copy = {
		.name = arena_string(&arena, subject->name),
		.greeting = arena_string(&arena, subject->greeting),
		.home = copy_texts(&arena, subject->home, subject->home_count),
		.home_count = subject->home_count,
		.samples = copy_texts(&arena, subject->samples, subject->sample_count),
		.sample_count = subject->sample_count,
	};

	arena_free(&bot->subject_arena);
	bot->subject_arena = arena;
	bot->subject = bot->index->set.subject = copy;
}

void bot_set_view(struct bot *bot, const struct view *view)
{
	if (scope_same(&bot->view, view))
		return;
	bot->view = *view;
	index_view_set(bot->index, &bot->view);
}

bool bot_configure(
	struct bot *bot, const struct config *config, struct timestamp now, struct error *err)
{
	bot->config = config;
	bot_set_subject(bot, &config->subject);
	return bot->read_only || roles_seed(bot->store, config, now, err);
}

/* Deletes old journal entries, and unanswered questions beyond the limit, a few at a time.
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

bool bot_is_locked(struct bot *bot)
{
	return bot->background && !bot->read_only && store_is_locked(bot->store);
}

int64_t bot_tick(struct bot *bot, struct timestamp now)
{
	int64_t wait = background_tick(bot->background, bot);
	struct error err;

	if (!bot->bare)
		bot_database_tick(bot, now);
	if (now.ms >= bot->next_look_ms) {
		bot->next_look_ms = now.ms + LOOK_MS;
		if (store_changed(bot->store) && !bot_catch_up(bot, &err))
			log_warn("bot", "the fact base changed but cannot be read: %s", err.text);
		else if (bot->stale)
			bot_index_rebuild(bot);
		if (!store_flush_journal(bot->store, &err))
			log_warn("bot", "the journal cannot be written: %s", err.text);
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

const char *bot_zone(const struct bot *bot)
{
	return bot->config && bot->config->timezone ? bot->config->timezone : "";
}

bool bot_say(struct bot *bot, const char *network, const char *command, const char *target,
	const char *text)
{
	struct network *n = bot_network(bot, network)->network;

	return n && outbox_say(network_outbox(n), URGENCY_BULK, command, target, text, "");
}

bool bot_say_labeled(struct bot *bot, const char *network, const char *command, const char *target,
	const char *text, const char *label)
{
	struct network *n = bot_network(bot, network)->network;

	return n &&
	       outbox_say_labeled(network_outbox(n), URGENCY_BULK, command, target, text, label);
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
