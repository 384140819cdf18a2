#ifndef TONLE_BASE_MAP_H
#define TONLE_BASE_MAP_H

#include <stddef.h>

/*
 * A map from strings to non-negative integers: open addressing over FNV-1a hashes, doubled when two
 * thirds full. Keys are borrowed and must outlive the map. Starts as {0}.
 */
struct map {
	struct map_slot *slots;
	size_t room, count;
};

/* The value of key, or -1. */
int map_get(const struct map *map, const char *key);

/* Sets the value (>= 0) of key. */
void map_put(struct map *map, const char *key, int value);

/* The key in slot i < map->room, with its value, or NULL for an empty slot: to iterate. */
const char *map_at(const struct map *map, size_t i, int *value);

void map_free(struct map *map);

#endif
