#ifndef TONLE_BASE_REGION_H
#define TONLE_BASE_REGION_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A region: memory at fixed addresses. A data structure in a region is written to a file as it is
 * in memory and later mapped at the same addresses, also by another process, so that its pointers
 * are valid at once. Such a structure must allocate all its memory with the functions below, and
 * must not point to anything else. tests/unit/test_index_file.c tests this for the index.
 *
 * While a thread uses a region (region_use), these functions allocate from it; otherwise they are
 * must_alloc, must_grow and free. Changes to a mapped region do not change the file. A block that
 * grows there is moved to ordinary memory.
 */
struct region;

/* Creates an empty region. NULL if no address range is free: the structure then cannot be saved,
 * but everything else works. The caller frees it with region_free. */
struct region *region_new(void);
/* Unmaps the region with everything in it. NULL is fine. */
void region_free(struct region *region);

/* Makes this thread allocate from the region (NULL: from none, as at first). Returns the previous
 * one. */
struct region *region_use(struct region *region);

/* Like calloc, realloc and free, for memory inside or outside a region; never NULL. */
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

/* Identifies what a file was written for; a file with another key is not mapped. Compared byte by
 * byte: start with {0}. */
struct region_key {
	unsigned char program[32]; /* region_program */
	char purpose[32];
	uint64_t values[4];
};

/* A digest of the build ids of the program and its libraries: the file holds their structures, so
 * none of them may differ. False if the program has no build id. */
bool region_program(unsigned char digest[32]);

/*
 * Writes the region and its root pointer to a file, which replaces the one at path, and maps that
 * file, so that the memory need not stay resident. No thread may use the region during the call or
 * allocate from it afterwards. False with the reason; the region is then unchanged.
 */
bool region_write(struct region *region, const char *path, const struct region_key *key,
	const void *root, struct error *err);

/*
 * Maps a file that was written with that key, and sets *root to its root pointer. The file must
 * belong to this user, must not be writable by anybody else, and must have the right size and
 * checksum. NULL with the reason.
 */
struct region *region_map(
	const char *path, const struct region_key *key, void **root, struct error *err);

/* The number of bytes allocated from the region, or of the mapped file; its first byte. */
size_t region_size(const struct region *region);
const void *region_start(const struct region *region);

#endif
