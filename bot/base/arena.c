#include "base/arena.h"

#include "base/region.h"

#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_MIN = 64 * 1024 };

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

void *arena_alloc(struct arena *arena, size_t size)
{
	const size_t align = alignof(max_align_t);
	struct arena_block *block = arena->last;

	size = (size + align - 1) & ~(align - 1);
	if (!block || block->size - block->used < size) {
		size_t want = block ? block->size * 2 : BLOCK_MIN;

		if (want > (size_t)16 << 20)
			want = (size_t)16 << 20;
		if (want < size)
			want = size;
		block = region_alloc(sizeof *block + want);
		block->before = arena->last;
		block->size = want;
		arena->last = block;
		arena->taken += sizeof *block + want;
	}
	void *piece = block->bytes + block->used;
	block->used += size;
	arena->used += size;
	return piece;
}

char *arena_copy(struct arena *arena, const char *text, size_t length)
{
	char *copy = arena_alloc(arena, length + 1);

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
