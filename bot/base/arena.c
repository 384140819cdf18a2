#include "base/arena.h"

#include "base/region.h"

#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_MIN = 64 * 1024, BLOCK_MOST = 16 << 20 };

struct arena_block {
	struct arena_block *before;
	size_t size, used;
	alignas(max_align_t) unsigned char bytes[];
};

static void out_of_memory(size_t size)
{
	fprintf(stderr, "error memory: out of memory (%zu bytes)\n", size);
	abort();
}

void *must_alloc(size_t size)
{
	void *memory = calloc(1, size ? size : 1);

	if (!memory)
		out_of_memory(size);
	return memory;
}

void *must_grow(void *old, size_t size)
{
	void *memory = realloc(old, size ? size : 1);

	if (!memory)
		out_of_memory(size);
	return memory;
}

char *must_string(const char *text)
{
	size_t size = strlen(text) + 1;

	return memcpy(must_alloc(size), text, size);
}

FILE *must_stream(char **text, size_t *size)
{
	FILE *out = open_memstream(text, size);

	if (!out)
		out_of_memory(BUFSIZ);
	return out;
}

void must_close(FILE *stream)
{
	if (fclose(stream) != 0)
		out_of_memory(BUFSIZ);
}

char *must_join(const char *const *list, size_t count, const char *between)
{
	char *text;
	size_t size;
	FILE *out = must_stream(&text, &size);

	for (size_t i = 0; i < count; i++)
		fprintf(out, "%s%s", i ? between : "", list[i]);
	must_close(out);
	return text;
}

/* Allocates size zeroed bytes, aligned to align. Block sizes double from BLOCK_MIN to BLOCK_MOST,
 * headers included. */
static void *take_block(struct arena *arena, size_t size, size_t align)
{
	struct arena_block *block = arena->last;
	size_t start = block ? (block->used + align - 1) & ~(align - 1) : 0;

	if (!block || start > block->size || block->size - start < size) {
		size_t whole = block ? 2 * (block->size + sizeof *block) : BLOCK_MIN;

		if (whole > BLOCK_MOST)
			whole = BLOCK_MOST;
		if (whole < size + sizeof *block)
			whole = size + sizeof *block;
		block = region_alloc(whole);
		block->before = arena->last;
		block->size = whole - sizeof *block;
		arena->last = block;
		arena->taken += whole;
		start = 0;
	}
	arena->used += start + size - block->used;
	block->used = start + size;
	return block->bytes + start;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	return take_block(arena, size, alignof(max_align_t));
}

char *arena_copy(struct arena *arena, const char *text, size_t length)
{
	char *copy = take_block(arena, length + 1, 1);

	memcpy(copy, text, length);
	return copy;
}

char *arena_string(struct arena *arena, const char *text)
{
	return text ? arena_copy(arena, text, strlen(text)) : NULL;
}

void arena_free(struct arena *arena)
{
	for (struct arena_block *block = arena->last, *before; block; block = before) {
		before = block->before;
		region_release(block);
	}
	*arena = (struct arena){0};
}
