#include "page/see_also.h"

#include "base/arena.h"
#include "base/map.h"

#include <stdlib.h>

static int by_fact(const void *a, const void *b)
{
	const struct see_pair *one = a, *other = b;

	if (one->fact != other->fact)
		return one->fact < other->fact ? -1 : 1;
	return one->order < other->order ? -1 : one->order > other->order;
}

/* The fact with that id or former id. */
static const struct fact *find(const struct factset *set, const struct map ids[2], const char *id)
{
	int at = map_get(&ids[0], id);

	at = at < 0 ? map_get(&ids[1], id) : at;
	return at < 0 ? NULL : &set->facts[at];
}

/* Adds the pairs of the fact's own `see`, each in both directions. */
static void add_pairs(struct see_also *see, size_t *room, const struct factset *set,
	const struct map ids[2], const struct fact *fact)
{
	for (size_t i = 0; i < fact->see_count; i++) {
		const struct fact *other = find(set, ids, fact->see[i]);

		for (int k = 0; other && other != fact && k < 2; k++) {
			GROW(see->pairs, see->count, *room);
			see->pairs[see->count] =
				(struct see_pair){k ? other : fact, k ? fact : other, see->count};
			see->count++;
		}
	}
}

/* Removes repeated pairs from the sorted list. */
static void drop_repeated(struct see_also *see)
{
	size_t kept = 0;

	for (size_t i = 0; i < see->count; i++) {
		bool there = false;

		for (size_t k = kept; k > 0 && see->pairs[k - 1].fact == see->pairs[i].fact; k--)
			there |= see->pairs[k - 1].other == see->pairs[i].other;
		if (!there)
			see->pairs[kept++] = see->pairs[i];
	}
	see->count = kept;
}

struct see_also see_also_make(const struct factset *set)
{
	struct see_also see = {0};
	struct map ids[2] = {0};
	size_t room = 0;

	for (size_t i = 0; i < set->fact_count; i++) {
		map_put(&ids[0], set->facts[i].id, (int)i);
		for (size_t k = 0; k < set->facts[i].former_count; k++)
			map_put(&ids[1], set->facts[i].formerly[k], (int)i);
	}
	for (size_t i = 0; i < set->fact_count; i++)
		add_pairs(&see, &room, set, ids, &set->facts[i]);
	if (see.count > 0)
		qsort(see.pairs, see.count, sizeof *see.pairs, by_fact);
	drop_repeated(&see);
	map_free(&ids[0]);
	map_free(&ids[1]);
	return see;
}

void see_also_free(struct see_also *see)
{
	free(see->pairs);
	*see = (struct see_also){0};
}

size_t see_also_of(
	const struct see_also *see, const struct fact *fact, const struct see_pair **pairs)
{
	size_t low = 0, high = see->count, count = 0;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (see->pairs[middle].fact < fact)
			low = middle + 1;
		else
			high = middle;
	}
	*pairs = see->pairs + low;
	while (low + count < see->count && see->pairs[low + count].fact == fact)
		count++;
	return count;
}
