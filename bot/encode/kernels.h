#ifndef TONLE_ENCODE_KERNELS_H
#define TONLE_ENCODE_KERNELS_H

#include <stddef.h>
#include <stdint.h>

/*
 * The encoder's arithmetic, once for each instruction set: portable C (which is SSE2 on x86-64),
 * AVX2, AVX-512 VNNI. All give the same bits: integer sums are exact, float sums are computed in
 * sixteen fixed lanes, and nothing is contracted to a fused multiply-add. For this room the
 * Makefile sets -ffp-contract=off, and -O3, without which portable C is several times slower.
 *
 * Activations are stored token by token: x[token][feature].
 */

enum {
	KERNELS_HIDDEN = 384,
	KERNELS_HEADS = 12,
	KERNELS_INTERMEDIATE = 1536,
	KERNELS_TOKENS_MOST = 128,
	KERNELS_BLOCK = 4, /* linear() processes tokens in blocks of this size */
};

/* A linear layer: y[row] = sum over columns(x * weights) * scale + bias. The number of rows is a
 * multiple of 16, that of columns of 64. sums[row] is the sum of the row's weights. */
struct kernels_matrix {
	const int8_t *weights; /* [rows][columns] */
	const float *scales, *bias;
	const int32_t *sums;
	size_t rows, columns;
};

/* LayerNorm over KERNELS_HIDDEN features (Ba et al. 2016, arXiv:1607.06450). */
struct kernels_norm {
	const float *weight, *bias;
	float epsilon;
};

struct kernels {
	const char *name;
	size_t code_size; /* bytes of a code, at most 2 */

	/* Quantises x[0..count): s = max|x| / 127, code = x / s rounded to the nearest, halves to
	 * even. Writes count codes, in the form that this linear() reads, and returns s. count is a
	 * multiple of 16. */
	float (*quantise)(const float *x, size_t count, void *codes);

	/* y[token][row] from codes[token][column] and their scales. tokens is a multiple of
	 * KERNELS_BLOCK. */
	void (*linear)(const struct kernels_matrix *matrix, const void *codes,
		const float *code_scales, size_t tokens, float *y);

	/* x = LayerNorm(x + y), one token. */
	void (*add_norm)(float *x, const float *y, const struct kernels_norm *norm);

	/* x = GELU(x) = x (1 + erf(x / sqrt 2)) / 2 (Hendrycks and Gimpel 2016, arXiv:1606.08415);
	 * count is a multiple of 16. */
	void (*gelu)(float *x, size_t count);

	/* Self-attention: in holds query, key, value of each token ([tokens][3 * KERNELS_HIDDEN]),
	 * out becomes [tokens][KERNELS_HIDDEN]. At most KERNELS_TOKENS_MOST tokens. */
	void (*attend)(const float *in, size_t tokens, float *out);

	/* dots[i] = query . vectors[i], KERNELS_HIDDEN numbers each. */
	void (*dots)(const int8_t *query, const int8_t *vectors, size_t count, int32_t *dots);
};

/* The kernels that this machine can run: portable C is index 0, the best is last, then NULL. */
const struct kernels *kernels_get(size_t index);

/* The best of them. */
const struct kernels *kernels_best(void);

#endif
