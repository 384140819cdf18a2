#include "bot.h"

#include "ask/several.h"
#include "base/arena.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/text.h"
#include "fact/fact.h"
#include "keep/store_edit.h"
#include "keep/store_people.h"
#include "people/roles.h"
#include "study/judge.h"
#include "study/maker.h"
#include "talk/offers.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LOOK_MS = 1000 };

struct bot *bot_new(const char *database, struct error *err)
{
	struct bot *bot = must_alloc(sizeof *bot);

	bot->store = store_open(database, STORE_WRITE, err);
	if (!bot->store) {
		bot->store = store_open(database, STORE_READ, err);
		bot->read_only = true;
	}
	if (bot->store) {
		bot->messages = store_message_count(bot->store);
		bot->index = index_new(bot->store, err);
	}
	if (!bot->index) {
		bot_free(bot);
		return NULL;
	}
	return bot;
}

void bot_free(struct bot *bot)
{
	if (!bot)
		return;
	index_free(bot->index);
	store_close(bot->store);
	for (size_t i = 0; i < bot->network_count; i++) {
		free(bot->networks[i].name);
		roster_free(bot->networks[i].roster);
		deferred_free(&bot->networks[i].deferred);
	}
	free(bot->networks);
	free(bot);
	question_free();
	judge_free();
	maker_free();
	followup_free();
	acts_free();
	offers_free();
	split_free();
	unwrap_free();
	several_free();
}

bool bot_refresh(struct bot *bot, struct error *err)
{
	struct index *index = index_new(bot->store, err);

	if (!index)
		return false;
	index_free(bot->index);
	bot->index = index;
	bot->messages = store_message_count(bot->store);
	bot->quarantined = 0;
	return true;
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

bool bot_refresh_fact(struct bot *bot, const char *id, struct error *err)
{
	struct arena arena = {0};
	struct edition newest;
	struct fact fact;

	if (index_is_worn(bot->index) || !store_fact(bot->store, id, &arena, &fact, &newest, err)) {
		arena_free(&arena);
		return bot_refresh(bot, err);
	}
	size_t off = patterns_quarantined(bot->index->patterns);

	drop_quarantined(bot, &arena, &fact);
	if (fact.forgotten || fact.citation_count == 0)
		index_drop(bot->index, fact.number);
	else
		index_put(bot->index, &fact);
	bot->quarantined -= off - patterns_quarantined(bot->index->patterns);
	arena_free(&arena);
	return true;
}

bool bot_configure(
	struct bot *bot, const struct config *config, struct timestamp now, struct error *err)
{
	bot->config = config;
	return bot->read_only || roles_seed(bot->store, config, now, err);
}

int64_t bot_tick(struct bot *bot, struct timestamp now)
{
	struct error err;

	if (now.ms >= bot->next_look_ms) {
		bot->next_look_ms = now.ms + LOOK_MS;
		if (store_changed(bot->store)) {
			if (bot_refresh(bot, &err))
				log_info("bot", "the fact base changed: %zu facts now",
					bot->index->count);
			else
				log_warn("bot", "the fact base changed but cannot be read: %s",
					err.text);
		}
	}
	return bot->next_look_ms - now.ms;
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
