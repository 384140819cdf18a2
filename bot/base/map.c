#include "base/map.h"

#include "base/hash.h"
#include "base/region.h"

#include <stdlib.h>
#include <string.h>

struct map_slot {
	const char *key; /* NULL: empty */
	uint32_t hash;
	int value;
};

/* The slot of key, or the empty slot for it. The map is never full. */
static struct map_slot *map_slot_of(const struct map *map, const char *key, uint32_t hash)
{
	size_t at = hash & (map->room - 1);

	while (map->slots[at].key &&
		(map->slots[at].hash != hash || strcmp(map->slots[at].key, key) != 0))
		at = (at + 1) & (map->room - 1);
	return &map->slots[at];
}

int map_get_hashed(const struct map *map, const char *key, uint32_t hash)
{
	if (!map->room)
		return -1;
	const struct map_slot *slot = map_slot_of(map, key, hash);
	return slot->key ? slot->value : -1;
}

int map_get(const struct map *map, const char *key)
{
	return map_get_hashed(map, key, hash_text(key));
}

static void grow_map(struct map *map)
{
	struct map old = *map;

	map->room = old.room ? old.room * 2 : 64;
	map->slots = region_alloc(map->room * sizeof *map->slots);
	for (size_t i = 0; i < old.room; i++)
		if (old.slots[i].key)
			*map_slot_of(map, old.slots[i].key, old.slots[i].hash) = old.slots[i];
	region_release(old.slots);
}

void map_put(struct map *map, const char *key, int value)
{
	if (map->count * 3 >= map->room * 2)
		grow_map(map);

	uint32_t hash = hash_text(key);
	struct map_slot *slot = map_slot_of(map, key, hash);

	if (!slot->key) {
		*slot = (struct map_slot){.key = key, .hash = hash};
		map->count++;
	}
	slot->value = value;
}

const char *map_at(const struct map *map, size_t i, int *value)
{
	*value = map->slots[i].value;
	return map->slots[i].key;
}

void map_free(struct map *map)
{
	region_release(map->slots);
	*map = (struct map){0};
}
