#ifndef TONLE_BASE_REGION_H
#define TONLE_BASE_REGION_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A region: memory at fixed addresses, for a data structure that is written to a file as it lies
 * there and later mapped, by another process too, at the same addresses, so that its pointers are
 * good at once. A structure that is to be kept in this way takes all its memory by the functions
 * below and points to nothing else. region_test.c, in tests/unit, tells whether it does.
 *
 * While a thread uses a region (region_use), what it allocates lies there; otherwise these are
 * must_alloc, must_grow and free. A mapped region may be changed: the file is not. What grows
 * in it moves out, to memory of its own.
 */
struct region;

/* A new region, empty. NULL where no addresses can be had: then the structure cannot be kept, and
 * everything else works. The caller frees it with region_free. */
struct region *region_new(void);
/* Unmaps it, with all that lies in it. NULL is fine. */
void region_free(struct region *region);

/* This thread allocates from the region, NULL: from none, as at first. Gives the one before. */
struct region *region_use(struct region *region);

/* As calloc, realloc and free, for memory in a region or not; never NULL. */
void *region_alloc(size_t size);
void *region_grow(void *old, size_t size);
void region_release(void *memory);

/* GROW (arena.h) with region_grow. Free with region_release(list). */
#define REGION_GROW(list, count, room)                                                             \
	do {                                                                                       \
		if ((count) == (room)) {                                                           \
			(room) = (room) ? (room)*2 : 8;                                            \
			(list) = region_grow((list), (room) * sizeof *(list));                     \
		}                                                                                  \
	} while (0)

/* What a file must have been written for to be mapped. Compared byte by byte: start as {0}. */
struct region_key {
	unsigned char program[32]; /* region_program */
	char purpose[32];
	uint64_t values[4];
};

/* A digest of the program and its libraries, by their build ids: none of them may differ, as their
 * structures are what the file holds. False if the program has no build id. */
bool region_program(unsigned char digest[32]);

/*
 * Writes all that was allocated, with its root, to a file that replaces the one at path, and maps
 * that: the memory need not stay resident. No thread may use the region meanwhile or
 * allocate from it afterwards. False with the reason; the region is then as good as before.
 */
bool region_write(struct region *region, const char *path, const struct region_key *key,
	const void *root, struct error *err);

/*
 * Maps a file that was written with that key; *root is what was its root. It is believed only if it
 * is this user's own, nobody else may write it, and its size and checksum are right. NULL with the
 * reason.
 */
struct region *region_map(
	const char *path, const struct region_key *key, void **root, struct error *err);

/* Bytes allocated from it, or of the file. */
size_t region_size(const struct region *region);
const void *region_start(const struct region *region);

#endif
