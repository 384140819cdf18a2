#ifndef TONLE_FACT_NEAR_DUPLICATES_H
#define TONLE_FACT_NEAR_DUPLICATES_H

#include <stddef.h>

/*
 * Finds texts that say nearly the same: those that share at least the part `least` (0 to 1) of
 * their words (folded; words shared over words in either: Jaccard) and have the same numbers in
 * them, since "12 in 2016" and "15 in 2017" are two facts. Only texts that share one of their
 * rarest words are compared, so a hundred thousand take seconds and not hours. Calls found(context,
 * earlier, later, overlap) for each pair of positions.
 */
typedef void near_duplicates_found(void *context, size_t earlier, size_t later, double overlap);
void near_duplicates_find(const char *const *texts, size_t count, double least,
	near_duplicates_found *found, void *context);

/* The position of the one among texts that is nearest to text, if it shares at least that part of
 * the words, with the same numbers; -1 if none does. Linear: 10 000 texts take some 30 ms. */
int near_duplicates_nearest(const char *const *texts, size_t count, const char *text, double least);

#endif
