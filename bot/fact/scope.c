#include "fact/scope.h"

#include "base/map.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The channel in the name, after the network if it has one; NULL if there is none. */
static const char *channel_of(const char *name)
{
	const char *channel = name;

	while (channel && *channel != '#' && *channel != '&') {
		channel = strchr(channel, '/');
		if (channel)
			channel++;
	}
	return channel == name + 1 ? NULL : channel; /* "/#school": of no network */
}

bool scope_is_name(const char *name)
{
	const char *channel = channel_of(name);

	if (!channel || !channel[1] || strlen(name) >= SCOPE_NAME)
		return false;
	for (const char *at = name; *at; at++)
		if ((unsigned char)*at <= ' ' || *at == ',' || *at == 0x7f)
			return false;
	return true;
}

void scope_add(struct view *view, const char *channel)
{
	if (view->count < SCOPE_CHANNELS && strlen(channel) < SCOPE_NAME)
		strcpy(view->channels[view->count++], channel);
}

bool scope_read(const char *name, struct view *view)
{
	*view = (struct view){.casemap = CASEMAP_ASCII, .everything = strcmp(name, "all") == 0};
	if (!*name || view->everything)
		return true;
	if (!scope_is_name(name))
		return false;
	const char *channel = channel_of(name);

	if (channel > name)
		snprintf(view->network, sizeof view->network, "%.*s", (int)(channel - name) - 1,
			name);
	scope_add(view, channel);
	return true;
}

bool scope_is(const char *name, const char *network, const char *channel, enum casemap casemap)
{
	const char *own = scope_is_name(name) ? channel_of(name) : NULL;

	if (!own || !casemap_same(casemap, own, channel))
		return false;
	size_t length = (size_t)(own - name);

	return length == 0 || !*network ||
	       (strlen(network) == length - 1 && strncmp(name, network, length - 1) == 0);
}

bool scope_shows(const struct view *view, const struct fact *fact)
{
	if (view->everything || fact->channel_count == 0)
		return true;
	for (size_t i = 0; i < fact->channel_count; i++)
		for (size_t k = 0; k < view->count; k++)
			if (scope_is(fact->channels[i], view->network, view->channels[k],
				    view->casemap))
				return true;
	return false;
}

bool scope_overlap(const struct fact *a, const struct fact *b)
{
	bool meet = a->channel_count == 0 || b->channel_count == 0;

	for (size_t i = 0; i < a->channel_count; i++)
		for (size_t k = 0; k < b->channel_count; k++)
			meet |= casemap_same(CASEMAP_RFC1459, a->channels[i], b->channels[k]);
	return meet;
}

const char *scope_key(struct arena *arena, const struct fact *fact, const char *key)
{
	if (fact->channel_count == 0 || !*key)
		return key;
	char *channels = must_join(fact->channels, fact->channel_count, " ");
	size_t size = strlen(key) + strlen(channels) + 2;
	char *whole = arena_alloc(arena, size);

	snprintf(whole, size, "%s\n%s", key, channels);
	free(channels);
	return whole;
}

bool scope_same(const struct view *a, const struct view *b)
{
	if (a->everything != b->everything || a->count != b->count)
		return false;
	if (a->everything || a->count == 0)
		return true;
	for (size_t i = 0; i < a->count; i++)
		if (strcmp(a->channels[i], b->channels[i]) != 0)
			return false;
	return a->casemap == b->casemap && strcmp(a->network, b->network) == 0;
}

/* Records the ids of the sources that the fact cites. */
static void note_cited(struct map *cited, const struct fact *fact)
{
	for (size_t i = 0; i < fact->citation_count; i++)
		map_put(cited, fact->citations[i].source, 1);
}

/* Removes the sources that only removed facts cite. */
static void drop_sources(struct factset *set, const struct map *cited, const struct map *gone)
{
	struct source *kept = arena_alloc(&set->arena, set->source_count * sizeof *kept + 1);
	size_t count = 0;

	for (size_t i = 0; i < set->source_count; i++)
		if (map_get(cited, set->sources[i].id) >= 0 ||
			map_get(gone, set->sources[i].id) < 0)
			kept[count++] = set->sources[i];
	set->sources = kept;
	set->source_count = count;
}

size_t scope_narrow(const struct view *view, struct factset *set)
{
	struct fact *seen = arena_alloc(&set->arena, set->fact_count * sizeof *seen + 1);
	struct map cited = {0}, gone = {0};
	size_t count = 0, before = set->fact_count;

	for (size_t i = 0; i < before; i++) {
		bool there = scope_shows(view, &set->facts[i]);

		note_cited(there ? &cited : &gone, &set->facts[i]);
		if (there)
			seen[count++] = set->facts[i];
	}
	set->facts = seen;
	set->fact_count = count;
	if (count < before)
		drop_sources(set, &cited, &gone);
	map_free(&cited);
	map_free(&gone);
	return before - count;
}
