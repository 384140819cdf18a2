#include "fact/fact_change.h"

#include <string.h>

/* A copy of the list with the item at its end. */
static const void *with(
	struct arena *arena, const void *list, size_t count, size_t size, const void *item)
{
	char *copy = arena_alloc(arena, (count + 1) * size);

	if (count > 0)
		memcpy(copy, list, count * size);
	memcpy(copy + count * size, item, size);
	return copy;
}

/* A copy of the list without the item at that place. */
static const void *without(
	struct arena *arena, const void *list, size_t count, size_t size, size_t at)
{
	char *copy = arena_alloc(arena, count * size);

	memcpy(copy, list, at * size);
	memcpy(copy + at * size, (const char *)list + (at + 1) * size, (count - at - 1) * size);
	return copy;
}

void fact_add_question(
	struct fact *fact, struct arena *arena, enum question_kind kind, const char *text)
{
	const struct question question = {.kind = kind, .text = text};

	fact->questions =
		with(arena, fact->questions, fact->question_count++, sizeof question, &question);
}

void fact_drop_question(struct fact *fact, struct arena *arena, size_t at)
{
	fact->questions = without(
		arena, fact->questions, fact->question_count--, sizeof *fact->questions, at);
}

void fact_add_pattern(struct fact *fact, struct arena *arena, const char *regex)
{
	fact->patterns = with(arena, fact->patterns, fact->pattern_count++, sizeof regex, &regex);
}

void fact_drop_pattern(struct fact *fact, struct arena *arena, size_t at)
{
	fact->patterns =
		without(arena, fact->patterns, fact->pattern_count--, sizeof *fact->patterns, at);
}

void fact_add_citation(struct fact *fact, struct arena *arena, const struct citation *citation)
{
	fact->citations =
		with(arena, fact->citations, fact->citation_count++, sizeof *citation, citation);
}

void fact_drop_citation(struct fact *fact, struct arena *arena, size_t at)
{
	fact->citations = without(
		arena, fact->citations, fact->citation_count--, sizeof *fact->citations, at);
}
