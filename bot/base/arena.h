#ifndef TONLE_BASE_ARENA_H
#define TONLE_BASE_ARENA_H

#include <stddef.h>
#include <stdio.h>

/*
 * An arena: memory allocated piece by piece and freed all at once. Data that belongs together (a
 * set of facts, an index) is in one arena, and the owner of the arena owns all of it. When memory
 * runs out, the program prints an error and aborts; no caller could do better.
 */
struct arena {
	struct arena_block *last;
	size_t used;  /* bytes allocated from it */
	size_t taken; /* bytes obtained from the system */
};

/* Allocates size zeroed bytes, aligned for any type; never NULL. Start with an arena of {0}. */
void *arena_alloc(struct arena *arena, size_t size);

/* A NUL-terminated copy of text[0..length). */
char *arena_copy(struct arena *arena, const char *text, size_t length);

/* A copy of the string; NULL gives NULL. */
char *arena_string(struct arena *arena, const char *text);

/* Frees everything. The arena is then empty and can be used again. */
void arena_free(struct arena *arena);

/* calloc, realloc, strdup, a list of texts joined into one, open_memstream, and the fclose that
 * completes its text. Each aborts with a message when memory runs out. The caller frees the result
 * with free(). */
void *must_alloc(size_t size); /* zeroed */
void *must_grow(void *old, size_t size);
char *must_string(const char *text);
char *must_join(const char *const *list, size_t count, const char *between);
FILE *must_stream(char **text, size_t *size);
void must_close(FILE *stream);

/* Makes room for list[count]: doubles an array of `room` items if it is full. Free with free(list).
 */
#define GROW(list, count, room)                                                                    \
	do {                                                                                       \
		if ((count) == (room)) {                                                           \
			(room) = (room) ? (room)*2 : 8;                                            \
			(list) = must_grow((list), (room) * sizeof *(list));                       \
		}                                                                                  \
	} while (0)

#endif
