#ifndef TONLE_ASK_FACT_VECTORS_H
#define TONLE_ASK_FACT_VECTORS_H

#include "ask/embedding.h"
#include "ask/index.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The sentence vectors of an index's facts, by slot: of each statement, and of the few questions
 * and near misses that embedding_choice picks. The vectors of the statements are contiguous, for a
 * fast scan. Belongs to the index (index_embed); used by one thread.
 */
struct fact_vectors;

/* embeddings is borrowed and must outlive it. */
struct fact_vectors *fact_vectors_new(struct embeddings *embeddings);
void fact_vectors_free(struct fact_vectors *vectors); /* NULL is fine */

/* Reads the vectors of the fact in that slot and replaces older ones; previous: see
 * embedding_statement_text. False if one of them has not been encoded yet; the fact then has no
 * vectors. */
bool fact_vectors_put(
	struct fact_vectors *vectors, const struct profile *profile, const struct fact *previous);
bool fact_vectors_has(const struct fact_vectors *vectors, int slot);
void fact_vectors_drop(struct fact_vectors *vectors, int slot);

struct embeddings *fact_vectors_embeddings(const struct fact_vectors *vectors);

/* Replaces the embeddings, after an index was built in another thread. While they are NULL, no
 * other function may be called. */
void fact_vectors_use(struct fact_vectors *vectors, struct embeddings *embeddings);

/* Makes fact_vectors_nearest skip slots with a negative position; NULL: none. Borrowed. */
void fact_vectors_set_positions(struct fact_vectors *vectors, const int *positions);

/* The facts whose statements have the highest cosines with a question. Among more than 512 slots
 * only those are considered whose vectors have nearly the same signs (signs.h), so that the time
 * hardly grows with the base. */
struct fact_vectors_scan {
	int slots[16]; /* best first */
	float cosines[16];
	size_t count;
	float mean, deviation; /* of the cosines with all facts, or with 512 of them */
};
void fact_vectors_nearest(struct fact_vectors *vectors, const struct encoder_vector *question,
	struct fact_vectors_scan *scan);

/* The cosine of a question with the fact's statement, with the nearest of its questions except
 * `except` (may be NULL), and with the nearest of its near misses. 0 if there is none. */
struct fact_vectors_likeness {
	float statement, question, near_miss;
};
void fact_vectors_compare(const struct fact_vectors *vectors, const struct profile *profile,
	const struct encoder_vector *question, const struct known *except,
	struct fact_vectors_likeness *likeness);

#endif
