#ifndef TONLE_FACT_NEAR_DUPLICATES_H
#define TONLE_FACT_NEAR_DUPLICATES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Finds near-duplicates: texts whose sets of folded words have a Jaccard similarity of at least
 * `least` (0 to 1), and which have the same numbers ("12 in 2016" and "15 in 2017" are two facts).
 * Compares only texts that share one of their rarest words, so 100 000 texts take seconds. Calls
 * found(context, earlier, later, similarity) with the positions of each pair.
 */
typedef void near_duplicates_found(void *context, size_t earlier, size_t later, double overlap);
void near_duplicates_find(const char *const *texts, size_t count, double least,
	near_duplicates_found *found, void *context);

/* The position of the text most similar to `text` by the same measure; -1 if none reaches `least`.
 * Linear: 10 000 texts take about 4 ms. */
int near_duplicates_nearest(const char *const *texts, size_t count, const char *text, double least);

/* A text's distinct words: their number, and a Bloom filter with one bit for each. */
struct sketch {
	uint64_t bits[4];
	unsigned words;
};
struct sketch near_duplicates_sketch(const char *text);

/* Whether the similarity may reach `least`. If false, the texts need not be compared. */
bool near_duplicates_possible(const struct sketch *text, const struct sketch *other, double least);

#endif
