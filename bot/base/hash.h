#ifndef TONLE_BASE_HASH_H
#define TONLE_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* The hash of no bytes. */
#define HASH_EMPTY UINT32_C(2166136261)

/* FNV-1a, 32 bits (draft-eastlake-fnv): extends `hash` by these bytes; start with HASH_EMPTY. For
 * tables in memory; not safe against an adversary. */
uint32_t hash_bytes(uint32_t hash, const char *bytes, size_t length);

/* The same for a string. */
uint32_t hash_text(const char *text);

/* A 64-bit checksum of many bytes, as fast as they can be read. Detects damage, not tampering. */
uint64_t hash_block(const void *bytes, size_t length);

/* The next number of SplitMix64 (Steele, Lea and Flood, Fast splittable pseudorandom number
 * generators, 2014); advances *state. For games, not for secrets. */
uint64_t hash_next_random(uint64_t *state);

#endif
