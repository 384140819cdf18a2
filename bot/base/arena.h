#ifndef TONLE_BASE_ARENA_H
#define TONLE_BASE_ARENA_H

#include <stddef.h>
#include <stdio.h>

/*
 * An arena: memory that is given out piece by piece and freed all at once. What belongs together
 * (a set of facts, an index) lives in one arena, so ownership is: whoever owns the arena.
 * When the system has no memory left the program says so and aborts (no caller can do better).
 */
struct arena {
	struct arena_block *last;
	size_t used;  /* bytes given out */
	size_t taken; /* bytes taken from the system */
};

/* size zeroed bytes, aligned for any type; never NULL. arena starts as {0}. */
void *arena_alloc(struct arena *arena, size_t size);

/* A copy of text[0..length), with a NUL behind it. */
char *arena_copy(struct arena *arena, const char *text, size_t length);

/* A copy of the string; NULL gives NULL. */
char *arena_string(struct arena *arena, const char *text);

/* Frees everything and leaves an empty arena, ready to be used again. */
void arena_free(struct arena *arena);

/* calloc, realloc, strdup, open_memstream and the fclose that completes its text: each aborts with
 * a message when memory runs out. The caller frees with free(). */
void *must_alloc(size_t size); /* zeroed */
void *must_grow(void *old, size_t size);
char *must_string(const char *text);
FILE *must_stream(char **text, size_t *size);
void must_close(FILE *stream);

/*
 * Makes room for one more in a grown array (pointer, count in use, room): doubles it.
 * GROW(list, count, room) leaves list[count] usable. Free with free(list).
 */
#define GROW(list, count, room)                                                                    \
	do {                                                                                       \
		if ((count) == (room)) {                                                           \
			(room) = (room) ? (room)*2 : 8;                                            \
			(list) = must_grow((list), (room) * sizeof *(list));                       \
		}                                                                                  \
	} while (0)

#endif
