#include "people/memory.h"

#include <stdio.h>
#include <string.h>

static void make_key(char *key, const char *network, const char *place, const char *nick)
{
	snprintf(key, MEMORY_KEY, "%s %s %s", network, place, nick);
}

struct recollection *memory_own(struct memory *memory, const char *network, const char *place,
	const char *nick, struct moment now)
{
	char key[MEMORY_KEY];

	make_key(key, network, place, nick);
	for (size_t i = 0; i < MEMORY_ENTRIES; i++) {
		struct recollection *it = &memory->entries[i];

		if (*it->key && strcmp(it->key, key) == 0 && now.ms - it->ms <= MEMORY_MS)
			return it;
	}
	return NULL;
}

struct recollection *memory_find(struct memory *memory, const char *network, const char *place,
	const char *nick, struct moment now)
{
	struct recollection *newest = memory_own(memory, network, place, nick, now);
	char key[MEMORY_KEY];

	if (newest)
		return newest;
	make_key(key, network, place, "");
	for (size_t i = 0; i < MEMORY_ENTRIES; i++) {
		struct recollection *it = &memory->entries[i];

		if (*it->key && strcmp(it->place, key) == 0 && now.ms - it->ms <= MEMORY_MS &&
			(!newest || it->ms >= newest->ms))
			newest = it;
	}
	return newest;
}

struct recollection *memory_new(struct memory *memory, const char *network, const char *place,
	const char *nick, struct moment now)
{
	struct recollection *it = memory_own(memory, network, place, nick, now);

	if (!it) { /* a free entry or the oldest */
		it = &memory->entries[0];
		for (size_t i = 1; i < MEMORY_ENTRIES && *it->key; i++)
			if (!*memory->entries[i].key || memory->entries[i].ms < it->ms)
				it = &memory->entries[i];
	}
	memset(it, 0, sizeof *it);
	make_key(it->key, network, place, nick);
	make_key(it->place, network, place, "");
	it->ms = now.ms;
	return it;
}
