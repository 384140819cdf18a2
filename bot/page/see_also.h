#ifndef TONLE_PAGE_SEE_ALSO_H
#define TONLE_PAGE_SEE_ALSO_H

#include "fact/fact.h"

#include <stddef.h>

/* A fact and one to read with it, from either's `see`. */
struct see_pair {
	const struct fact *fact, *other;
	size_t order; /* in which they were found */
};

/* All pairs of a set, those of a fact side by side. */
struct see_also {
	struct see_pair *pairs;
	size_t count;
};

/* The pairs of the facts of the set, which must outlive them; ids that are not in it are left out.
 * Freed by see_also_free. */
struct see_also see_also_make(const struct factset *set);
void see_also_free(struct see_also *see);

/* How many pairs the fact has; *pairs is the first of them. */
size_t see_also_of(
	const struct see_also *see, const struct fact *fact, const struct see_pair **pairs);

#endif
