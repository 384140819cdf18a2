#ifndef TONLE_ASK_FACT_VECTORS_H
#define TONLE_ASK_FACT_VECTORS_H

#include "ask/embedding.h"
#include "ask/index.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The sentence vectors of all facts of an index, by slot: of the statement, and of the few of its
 * questions and near misses that embedding_choice picks. Those of the statements lie one after the
 * other, for a scan. Belongs to the index (index_embed); used by one thread.
 */
struct fact_vectors;

/* embeddings is borrowed and must outlive it. */
struct fact_vectors *fact_vectors_new(struct embeddings *embeddings);
void fact_vectors_free(struct fact_vectors *vectors); /* NULL is fine */

/* Reads the vectors of the fact in that slot, in the place of older ones. False if one of them is
 * not known yet; the fact then has none. */
bool fact_vectors_put(struct fact_vectors *vectors, const struct profile *profile);
bool fact_vectors_has(const struct fact_vectors *vectors, int slot);
void fact_vectors_drop(struct fact_vectors *vectors, int slot);

struct embeddings *fact_vectors_embeddings(const struct fact_vectors *vectors);

/* Others from now on: after an index was built in another thread. Nothing else may be called while
 * they are NULL. */
void fact_vectors_use(struct fact_vectors *vectors, struct embeddings *embeddings);

/* Leaves out of nearest, from now on, the slots whose entry is below 0; NULL: none. Borrowed. */
void fact_vectors_look(struct fact_vectors *vectors, const int *positions);

/* The cosines of a question with the statements of all facts, and the facts with the highest. */
struct fact_vectors_scan {
	int slots[16]; /* best first */
	float cosines[16];
	size_t count;
	float mean, deviation; /* of the cosines with all facts */
};
void fact_vectors_nearest(struct fact_vectors *vectors, const struct encoder_vector *question,
	struct fact_vectors_scan *scan);

/* The cosine of a question with the fact's statement; with the nearest of its questions, the known
 * question `except` (may be NULL) left out; with the nearest of its near misses. 0 for none. */
struct fact_vectors_likeness {
	float statement, question, near_miss;
};
void fact_vectors_compare(const struct fact_vectors *vectors, const struct profile *profile,
	const struct encoder_vector *question, const struct known *except,
	struct fact_vectors_likeness *likeness);

#endif
