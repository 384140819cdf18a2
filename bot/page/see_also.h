#ifndef TONLE_PAGE_SEE_ALSO_H
#define TONLE_PAGE_SEE_ALSO_H

#include "fact/fact.h"

#include <stddef.h>

/* A fact and one to read with it, by the `see` of either. */
struct see_pair {
	const struct fact *fact, *other;
	size_t order; /* in which they were found */
};

/* All pairs of a set; those of one fact are contiguous. */
struct see_also {
	struct see_pair *pairs;
	size_t count;
};

/* The pairs of the set's facts, without unknown ids. The set must outlive them. The caller frees
 * them with see_also_free. */
struct see_also see_also_make(const struct factset *set);
void see_also_free(struct see_also *see);

/* The number of the fact's pairs; sets *pairs to the first of them. */
size_t see_also_of(
	const struct see_also *see, const struct fact *fact, const struct see_pair **pairs);

#endif
