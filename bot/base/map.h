#ifndef TONLE_BASE_MAP_H
#define TONLE_BASE_MAP_H

#include <stddef.h>
#include <stdint.h>

/*
 * A map from strings to non-negative integers: open addressing with FNV-1a hashes, doubled when two
 * thirds full. Keys are borrowed and must outlive the map. Start with {0}.
 */
struct map {
	struct map_slot *slots;
	size_t room, count;
};

/* The value of key, or -1. The second takes hash_text (hash.h) of the key, where it is known. */
int map_get(const struct map *map, const char *key);
int map_get_hashed(const struct map *map, const char *key, uint32_t hash);

/* Sets the value (>= 0) of key. */
void map_put(struct map *map, const char *key, int value);

/* For iteration: the key in slot i (less than map->room) and its value, or NULL if it is empty. */
const char *map_at(const struct map *map, size_t i, int *value);

void map_free(struct map *map);

#endif
