/* `scope`: the channels to which a fact, or the facts of a topic, belong. */
#include "fact/scope.h"

#include "base/log.h"
#include "base/text.h"
#include "moderate/edit.h"
#include "moderate/moderate.h"
#include "moderate/parse.h"
#include "net/presence.h"
#include "verbs/near.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { AT_ONCE = 16, CHANNELS_TEXT = 200 }; /* facts of a topic: each takes a millisecond */

/* "all", or the channels' names. In storage. */
static const char *name_channels(const struct fact *fact, char storage[CHANNELS_TEXT])
{
	struct buf buf = buf_over(storage, CHANNELS_TEXT);

	buf_add(&buf, "%s", fact->channel_count ? "" : "all");
	for (size_t i = 0; i < fact->channel_count; i++)
		buf_add(&buf, "%s%s", i ? " " : "", fact->channels[i]);
	return storage;
}

static bool is_in_channel(const struct bot *bot, const char *name)
{
	struct view view;

	scope_read(name, &view);
	for (size_t i = 0; i < bot->network_count; i++) {
		const struct bot_network *net = &bot->networks[i];

		if (net->network && (!*view.network || strcmp(view.network, net->name) == 0) &&
			presence_in(network_presence(net->network), view.channels[0]))
			return true;
	}
	return bot->terminal;
}

/* Reads channel names into a blank fact; refuses the edit if a word is not one. */
static bool read_channels(struct edit *edit, const char *words, struct fact *scope)
{
	*scope = (struct fact){0};
	if (text_compare_ascii(words, "all") == 0)
		return true;
	while (*words) {
		const char *name = parse_word(&edit->arena, &words);

		if (!scope_is_name(name))
			return edit_refuse(edit,
				"Not saved: expected all, #channel or network/#channel, found "
				"\"%.60s\".",
				name);
		if (scope->channel_count == FACT_CHANNELS_MAX)
			return edit_refuse(
				edit, "Not saved: the maximum is %d channels.", FACT_CHANNELS_MAX);
		if (!is_in_channel(edit->bot, name))
			edit_note(edit, "I am not in %s", name);
		fact_add_channel(scope, &edit->arena, name);
	}
	return true;
}

static bool same_channels(const struct fact *a, const struct fact *b)
{
	char one[CHANNELS_TEXT], other[CHANNELS_TEXT];

	return strcmp(name_channels(a, one), name_channels(b, other)) == 0;
}

static void take_channels(struct fact *fact, const struct fact *scope)
{
	fact->channels = scope->channels;
	fact->channel_count = scope->channel_count;
}

/* --- one fact --------------------------------------------------------------------------------- */

static enum manner scope_fact(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	char was[CHANNELS_TEXT], now[CHANNELS_TEXT];
	struct edit edit;
	struct fact scope;

	if (!edit_begin(&edit, bot, asker, &arguments, out, 0) ||
		!read_channels(&edit, arguments, &scope))
		return edit_close(&edit);
	take_channels(&edit.fact, &scope);
	name_channels(&edit.before, was);
	name_channels(&edit.fact, now);
	if (!edit_save(&edit, "scope %s", now))
		return edit_close(&edit);
	if (!scope_shows(&bot->view, &edit.fact))
		edit_note(&edit, "It is no longer visible from here: undo it there, or in private");
	edit_say(&edit, "undo", "belongs to %s (before: %s)", now, was);
	return edit_close(&edit);
}

static enum manner show_scope(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	char text[CHANNELS_TEXT];
	struct edit edit;

	if (edit_read(&edit, bot, asker, &arguments, out))
		edit.manner = verb_say(asker, out, MANNER_ANSWER, "%s belongs to %s.", edit.fact.id,
			name_channels(&edit.fact, text));
	return edit_close(&edit);
}

/* --- a topic ---------------------------------------------------------------------------------- */

/* The facts of a topic that are to be changed. */
struct gathered {
	struct fact facts[AT_ONCE];
	size_t count, locked, more; /* more: beyond AT_ONCE */
};

static bool gather(
	struct edit *edit, const char *folded, const struct fact *scope, struct gathered *g)
{
	const struct index *index = edit->bot->index;
	struct edition newest;
	struct error err;

	for (size_t i = 0; i < index->count; i++) {
		const struct fact *fact = index->profiles[i].fact;
		struct fact now;

		if (!verb_is_topic(fact, folded) || same_channels(fact, scope))
			continue;
		if (g->count == AT_ONCE) {
			g->more++;
			continue;
		}
		if (!edit_find(edit->bot, fact->id, &edit->arena, &now, &newest, &err))
			return edit_refuse(edit, "%s", err.text);
		if (newest.ordinal == 0 || now.forgotten || same_channels(&now, scope))
			continue;
		if (now.locked) {
			g->locked++;
			continue;
		}
		take_channels(&now, scope);
		g->facts[g->count++] = now;
	}
	return true;
}

/* Saves all of them in one transaction. */
static bool save_gathered(struct edit *edit, const struct gathered *g, const char *reason)
{
	const struct change change = edit_change(edit, reason);
	int ordinals[AT_ONCE];
	struct error err;
	bool moved;

	if (!store_save(edit->bot->store, g->facts, g->count, &change, ordinals, &moved, &err)) {
		if (moved)
			edit_refresh(edit);
		return edit_refuse(edit, "Not saved, and nothing has changed: %s.", err.text);
	}
	edit_refresh(edit);
	/* update the index now, not when it is next rebuilt */
	for (size_t i = 0; i < g->count; i++)
		if (!bot_refresh_fact(edit->bot, g->facts[i].number, &err))
			log_warn("scope", "%s: %s", g->facts[i].id, err.text);
	return true;
}

static enum manner scope_topic(struct bot *bot, const struct asker *asker, const char *topic,
	const char *folded, const char *words, struct reply *out)
{
	struct gathered *g = must_alloc(sizeof *g);
	char now[CHANNELS_TEXT], reason[CHANNELS_TEXT + 16], line[REPLY_LINE];
	struct buf buf = BUF(line);
	struct edit edit;
	struct fact scope;

	edit_begin_new(&edit, bot, asker, out);
	if (!read_channels(&edit, words, &scope) || !gather(&edit, folded, &scope, g)) {
		free(g);
		return edit_close(&edit);
	}
	name_channels(&scope, now);
	snprintf(reason, sizeof reason, "scope %s", now);
	if (g->count == 0) {
		edit_refuse(&edit, "That changes nothing on %s%s.", topic,
			g->locked ? ": the other facts are locked" : "");
	} else if (save_gathered(&edit, g, reason)) {
		bot_announce(bot, "%s: %zu facts on %s: %s", edit.author, g->count, topic, reason);
		buf_add(&buf, "saved %zu facts on %s: they belong to %s", g->count, topic, now);
		if (g->locked)
			buf_add(&buf, "; %zu are locked", g->locked);
		if (g->more)
			buf_add(&buf, "; %zu %s left: say it again", g->more,
				g->more == 1 ? "is" : "are");
		buf_add(&buf, " \u2014 undo: !undo <id> for each");
		if (*edit.note)
			buf_add(&buf, ". %s", edit.note);
		edit.manner = verb_say(asker, out, MANNER_ANSWER, "%s", line);
	}
	free(g);
	return edit_close(&edit);
}

/* Says where the facts of a topic belong: "laws: all 12; #school 3." */
static enum manner show_topic(struct bot *bot, const struct asker *asker, const char *topic,
	const char *folded, struct reply *out)
{
	const struct index *index = bot->index;
	char line[REPLY_LINE], text[CHANNELS_TEXT];
	struct buf buf = BUF(line);
	bool *counted = must_alloc(index->count + 1);

	buf_add(&buf, "%s:", topic);
	for (size_t i = 0; i < index->count; i++) {
		const struct fact *fact = index->profiles[i].fact;
		size_t count = 0;

		if (counted[i] || !verb_is_topic(fact, folded))
			continue;
		for (size_t k = i; k < index->count; k++) {
			const struct fact *other = index->profiles[k].fact;

			if (verb_is_topic(other, folded) && same_channels(fact, other)) {
				counted[k] = true;
				count++;
			}
		}
		buf_add(&buf, " %s %zu;", name_channels(fact, text), count);
	}
	free(counted);
	line[strlen(line) - 1] = '.';
	return verb_say(asker, out, MANNER_ANSWER, "%s", line);
}

/* Whether a visible fact is on the topic. */
static bool is_topic(const struct bot *bot, const char *folded)
{
	for (size_t i = 0; i < bot->index->count; i++)
		if (verb_is_topic(bot->index->profiles[i].fact, folded))
			return true;
	return false;
}

enum manner verb_scope(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct arena arena = {0};
	const char *words = arguments, *name = parse_word(&arena, &words);
	char folded[128];
	enum manner manner;

	text_fold(name, folded, sizeof folded);
	if (index_by_id(bot->index, name) < 0 && is_topic(bot, folded))
		manner = *words ? scope_topic(bot, asker, name, folded, words, out)
				: show_topic(bot, asker, name, folded, out);
	else
		manner = (*words ? scope_fact : show_scope)(bot, asker, arguments, out);
	arena_free(&arena);
	return manner;
}
