#ifndef TONLE_ENCODE_SIGNS_H
#define TONLE_ENCODE_SIGNS_H

#include "encode/encoder.h"

#include <stddef.h>
#include <stdint.h>

/*
 * Binary quantisation of vectors: one bit for the sign of each number. The fewer bits differ, the
 * higher is the cosine, roughly (Charikar 2002, "Similarity estimation techniques from rounding
 * algorithms"). A search among many vectors reads an eighth of the memory: it compares the bits of
 * all, and then the numbers of the few with the fewest differences.
 */
enum { SIGNS_WORDS = ENCODER_SIZE / 64 };

/* Sets bit i of the words if n[i] is negative. */
void signs_of(const int8_t n[ENCODER_SIZE], uint64_t signs[SIGNS_WORDS]);

/* Writes the number of bits in which query differs from each of count contiguous lists of signs:
 * 0..ENCODER_SIZE. */
void signs_compare(const uint64_t query[SIGNS_WORDS], const uint64_t *signs, size_t count,
	uint16_t *differences);

/* Writes the places of the `most` fewest differences, at most, in the order of the places, and
 * returns their number. SIGNS_NONE is no difference. */
enum { SIGNS_NONE = UINT16_MAX };
size_t signs_fewest(const uint16_t *differences, size_t count, int *places, size_t most);

#endif
