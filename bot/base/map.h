#ifndef TONLE_BASE_MAP_H
#define TONLE_BASE_MAP_H

#include <stddef.h>

/*
 * A map from strings to small whole numbers: open addressing over FNV-1a hashes, doubled when
 * two thirds full. Keys are borrowed: they must outlive the map. Starts as {0}.
 */
struct map {
	struct map_slot *slots;
	size_t room, count;
};

/* The value under key, or -1. */
int map_get(const struct map *map, const char *key);

/* Puts value (>= 0) under key, replacing what was there. */
void map_put(struct map *map, const char *key, int value);

/* The key in slot i < map->room and its value, or NULL: to go through all of them. */
const char *map_at(const struct map *map, size_t i, int *value);

void map_free(struct map *map);

#endif
