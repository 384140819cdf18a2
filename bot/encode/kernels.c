#include "encode/kernels.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#ifdef __x86_64__
#include <immintrin.h>
#endif

/*
 * Each operation is written once, as an inline function with loops that compilers vectorise for the
 * instruction set of the calling function. KERNELS() at the end defines those functions. Only the
 * dot products for VNNI are written with intrinsics.
 */
#define INLINE static inline __attribute__((always_inline))

enum {
	LANES = 16, /* partial sums of floats */
	ROWS = 16,  /* rows of a matrix whose sums are kept together */
	HEAD = KERNELS_HIDDEN / KERNELS_HEADS,
	CODE_MOST = 127,
};

INLINE float sum_lanes(const float lanes[LANES])
{
	float sum = 0;

	for (size_t i = 0; i < LANES; i++)
		sum += lanes[i];
	return sum;
}

/* Rounds to the nearest integer, halves to even, for |x| < 2^22: adding 1.5 * 2^23 leaves no bits
 * for a fraction (Goldberg 1991, "What every computer scientist should know ..."). */
INLINE float round_even(float x)
{
	return (x + 12582912.0F) - 12582912.0F;
}

/* e^x for x <= 0, relative error below 3e-7; e^-80 below -80 and for NaN. x = k ln 2 + r with
 * |r| <= ln 2 / 2, Taylor's series for e^r, 2^k by its bits. */
INLINE float exp_negative(float x)
{
	const float log2_e = 1.44269504F, ln2_high = 0.693145752F, ln2_low = 1.42860677e-6F;
	union {
		int32_t bits;
		float number;
	} power;

	x = x > -80.0F ? x : -80.0F;
	x = x < 0.0F ? x : 0.0F;
	float k = round_even(x * log2_e);
	float r = (x - k * ln2_high) - k * ln2_low;
	float series = 1.0F / 720.0F;

	series = series * r + 1.0F / 120.0F;
	series = series * r + 1.0F / 24.0F;
	series = series * r + 1.0F / 6.0F;
	series = series * r + 0.5F;
	series = series * r + 1.0F;
	series = series * r + 1.0F;
	power.bits = ((int32_t)k + 127) * (1 << 23);
	return series * power.number;
}

/* erfc for x >= 0, absolute error below 1.5e-7 (Abramowitz and Stegun 1964, 7.1.26). */
INLINE float erfc_positive(float x)
{
	float t = 1.0F / (1.0F + 0.3275911F * x);
	float series = 1.061405429F;

	series = series * t - 1.453152027F;
	series = series * t + 1.421413741F;
	series = series * t - 0.284496736F;
	series = series * t + 0.254829592F;
	return series * t * exp_negative(-x * x);
}

INLINE void gelu(float *x, size_t count)
{
	const float half_root = 0.707106781F; /* 1 / sqrt 2 */

	for (size_t i = 0; i < count; i++) {
		float size = fabsf(x[i]), positive = x[i] > 0.0F ? x[i] : 0.0F;

		x[i] = positive - 0.5F * size * erfc_positive(size * half_root);
	}
}

/* The largest |x|. Compares the bits as integers: numbers without a sign have the same order, and
 * compilers vectorise the loop, since integers have no NaN. */
INLINE float largest(const float *x, size_t count)
{
	int32_t most = 0;
	float number;

	for (size_t i = 0; i < count; i++) {
		int32_t bits;

		memcpy(&bits, x + i, sizeof bits);
		bits &= INT32_MAX;
		most = bits > most ? bits : most;
	}
	memcpy(&number, &most, sizeof number);
	return number;
}

/* x / s as a code. The bounds also hold for NaN, which a damaged model may produce. */
INLINE int32_t code_of(float x, float s)
{
	float code = round_even(x / s);

	code = code > -CODE_MOST ? code : -CODE_MOST;
	code = code < CODE_MOST ? code : CODE_MOST;
	return (int32_t)code;
}

INLINE float code_scale(const float *x, size_t count)
{
	float most = largest(x, count);

	return most > 0.0F ? most / CODE_MOST : 1.0F;
}

INLINE float quantise_16(const float *restrict x, size_t count, int16_t *restrict codes)
{
	float s = code_scale(x, count);

	for (size_t i = 0; i < count; i++)
		codes[i] = (int16_t)code_of(x[i], s);
	return s;
}

INLINE void add_norm(float *restrict x, const float *restrict y, const struct kernels_norm *norm)
{
	float lanes[LANES] = {0}, squares[LANES] = {0};
	const float *restrict weight = norm->weight, *restrict bias = norm->bias;

	for (size_t i = 0; i < KERNELS_HIDDEN; i += LANES)
		for (size_t lane = 0; lane < LANES; lane++) {
			x[i + lane] += y[i + lane];
			lanes[lane] += x[i + lane];
		}
	float mean = sum_lanes(lanes) / KERNELS_HIDDEN;

	for (size_t i = 0; i < KERNELS_HIDDEN; i += LANES)
		for (size_t lane = 0; lane < LANES; lane++) {
			float off = x[i + lane] - mean;

			squares[lane] += off * off;
		}
	float variance = sum_lanes(squares) / KERNELS_HIDDEN;
	float factor = 1.0F / sqrtf(variance + norm->epsilon);

	for (size_t i = 0; i < KERNELS_HIDDEN; i++)
		x[i] = (x[i] - mean) * factor * weight[i] + bias[i];
}

/* Replaces scores[0..tokens) by their softmax, and sets those from tokens to padded to 0. */
INLINE void softmax(float *restrict scores, size_t tokens, size_t padded)
{
	float most = scores[0], lanes[LANES] = {0};

	for (size_t i = 1; i < tokens; i++)
		most = scores[i] > most ? scores[i] : most;
	for (size_t i = 0; i < padded; i++)
		scores[i] = exp_negative(scores[i] - most);
	for (size_t i = tokens; i < padded; i++)
		scores[i] = 0;
	for (size_t i = 0; i < padded; i += LANES)
		for (size_t lane = 0; lane < LANES; lane++)
			lanes[lane] += scores[i + lane];
	float sum = sum_lanes(lanes);

	for (size_t i = 0; i < padded; i++)
		scores[i] /= sum;
}

/* One head. keys is [feature][token], so that a score is summed feature by feature. */
INLINE void attend_head(const float *restrict in, size_t tokens, float *restrict out)
{
	const size_t stride = 3 * (size_t)KERNELS_HIDDEN;
	const float scale = 0.176776695F; /* 1 / sqrt HEAD */
	size_t padded = (tokens + LANES - 1) / LANES * LANES;
	float keys[HEAD][KERNELS_TOKENS_MOST], scores[KERNELS_TOKENS_MOST];

	for (size_t token = 0; token < padded; token++)
		for (size_t f = 0; f < HEAD; f++) {
			const float *key = in + token * stride + KERNELS_HIDDEN;

			keys[f][token] = token < tokens ? key[f] : 0;
		}
	for (size_t token = 0; token < tokens; token++) {
		const float *restrict query = in + token * stride;
		float sums[HEAD] = {0};

		for (size_t other = 0; other < padded; other++) {
			float sum = 0;

			for (size_t f = 0; f < HEAD; f++)
				sum += query[f] * keys[f][other];
			scores[other] = sum * scale;
		}
		softmax(scores, tokens, padded);
		for (size_t other = 0; other < tokens; other++) {
			const float *restrict value = in + other * stride + 2 * KERNELS_HIDDEN;

			for (size_t f = 0; f < HEAD; f++)
				sums[f] += scores[other] * value[f];
		}
		memcpy(out + token * KERNELS_HIDDEN, sums, sizeof sums);
	}
}

INLINE void attend(const float *in, size_t tokens, float *out)
{
	for (size_t head = 0; head < KERNELS_HEADS; head++)
		attend_head(in + head * HEAD, tokens, out + head * HEAD);
}

/* sums[token][row] for ROWS rows: two rows and a block of tokens at a time, so that eight sums stay
 * in registers and each weight is widened once for four tokens. */
INLINE void sum_rows_16(const int8_t *restrict rows, size_t columns, const int16_t *restrict codes,
	size_t tokens, int32_t *restrict sums)
{
	_Static_assert(KERNELS_BLOCK == 4, "four tokens are written out below");

	for (size_t token = 0; token < tokens; token += KERNELS_BLOCK)
		for (size_t row = 0; row < ROWS; row += 2) {
			const int8_t *restrict a = rows + row * columns, *restrict b = a + columns;
			const int16_t *restrict x0 = codes + token * columns;
			const int16_t *restrict x1 = x0 + columns, *restrict x2 = x1 + columns;
			const int16_t *restrict x3 = x2 + columns;
			int32_t a0 = 0, a1 = 0, a2 = 0, a3 = 0, b0 = 0, b1 = 0, b2 = 0, b3 = 0;

			for (size_t k = 0; k < columns; k++) {
				int16_t wa = a[k], wb = b[k];

				a0 += wa * x0[k];
				a1 += wa * x1[k];
				a2 += wa * x2[k];
				a3 += wa * x3[k];
				b0 += wb * x0[k];
				b1 += wb * x1[k];
				b2 += wb * x2[k];
				b3 += wb * x3[k];
			}
			int32_t *to = sums + token * ROWS + row;

			to[0] = a0, to[ROWS] = a1, to[2 * ROWS] = a2, to[3 * ROWS] = a3;
			to[1] = b0, to[ROWS + 1] = b1, to[2 * ROWS + 1] = b2, to[3 * ROWS + 1] = b3;
		}
}

/* y[token][0..ROWS) from the sums, the rows' scales and bias, and the tokens' scales. */
INLINE void scale_rows(const int32_t *restrict sums, const float *restrict scales,
	const float *restrict bias, const float *restrict code_scales, size_t tokens, size_t stride,
	float *restrict y)
{
	for (size_t token = 0; token < tokens; token++)
		for (size_t row = 0; row < ROWS; row++)
			y[token * stride + row] =
				(float)sums[token * ROWS + row] * scales[row] * code_scales[token] +
				bias[row];
}

INLINE void linear_16(const struct kernels_matrix *matrix, const int16_t *codes,
	const float *code_scales, size_t tokens, float *y)
{
	int32_t sums[KERNELS_TOKENS_MOST * ROWS];

	for (size_t row = 0; row < matrix->rows; row += ROWS) {
		sum_rows_16(matrix->weights + row * matrix->columns, matrix->columns, codes, tokens,
			sums);
		scale_rows(sums, matrix->scales + row, matrix->bias + row, code_scales, tokens,
			matrix->rows, y + row);
	}
}

INLINE void dot_all(const int8_t *restrict query, const int8_t *restrict vectors, size_t count,
	int32_t *restrict dots)
{
	int16_t wide[KERNELS_HIDDEN];

	for (size_t i = 0; i < KERNELS_HIDDEN; i++)
		wide[i] = query[i];
	for (size_t v = 0; v < count; v++) {
		const int8_t *restrict vector = vectors + v * KERNELS_HIDDEN;
		int32_t sum = 0;

		for (size_t i = 0; i < KERNELS_HIDDEN; i++)
			sum += (int16_t)vector[i] * wide[i];
		dots[v] = sum;
	}
}

/* The functions of one instruction set. Codes have two bytes, or one for VNNI. */
#define COMMON(set, attribute, code_size)                                                          \
	attribute static void set##_add_norm(                                                      \
		float *x, const float *y, const struct kernels_norm *norm)                         \
	{                                                                                          \
		add_norm(x, y, norm);                                                              \
	}                                                                                          \
	attribute static void set##_gelu(float *x, size_t count)                                   \
	{                                                                                          \
		gelu(x, count);                                                                    \
	}                                                                                          \
	attribute static void set##_attend(const float *in, size_t tokens, float *out)             \
	{                                                                                          \
		attend(in, tokens, out);                                                           \
	}                                                                                          \
	static const struct kernels set##_kernels = {#set, code_size, set##_quantise,              \
		set##_linear, set##_add_norm, set##_gelu, set##_attend, set##_dots};

#define KERNELS(set, attribute)                                                                    \
	attribute static float set##_quantise(const float *x, size_t count, void *codes)           \
	{                                                                                          \
		return quantise_16(x, count, codes);                                               \
	}                                                                                          \
	attribute static void set##_linear(const struct kernels_matrix *matrix, const void *codes, \
		const float *code_scales, size_t tokens, float *y)                                 \
	{                                                                                          \
		linear_16(matrix, codes, code_scales, tokens, y);                                  \
	}                                                                                          \
	attribute static void set##_dots(                                                          \
		const int8_t *query, const int8_t *vectors, size_t count, int32_t *dots)           \
	{                                                                                          \
		dot_all(query, vectors, count, dots);                                              \
	}                                                                                          \
	COMMON(set, attribute, sizeof(int16_t))

KERNELS(portable, )

#ifdef __x86_64__

#define AVX2 __attribute__((target("avx2")))
#define VNNI __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")))

KERNELS(avx2, AVX2)

/* The partial redundancy elimination of gcc 12 adds two register copies to every vpdpbusd. */
#ifdef __clang__
#define KEEP_IN_REGISTERS
#else
#define KEEP_IN_REGISTERS __attribute__((optimize("no-tree-pre")))
#endif

enum { OFFSET = 128, STEP = 64, VNNI_ROWS = 4 };

/* VNNI multiplies unsigned by signed bytes, so codes are stored with OFFSET added. This adds OFFSET
 * times the sum of the row's weights to a dot product. */
VNNI static float vnni_quantise(const float *x, size_t count, void *codes)
{
	uint8_t *restrict to = codes;
	float s = code_scale(x, count);

	for (size_t i = 0; i < count; i++)
		to[i] = (uint8_t)(code_of(x[i], s) + OFFSET);
	return s;
}

/* The sums over the lanes of a, b, c and d. */
VNNI static inline __m128i sum_four(__m512i a, __m512i b, __m512i c, __m512i d)
{
	__m512i ab = _mm512_add_epi32(_mm512_unpacklo_epi32(a, b), _mm512_unpackhi_epi32(a, b));
	__m512i cd = _mm512_add_epi32(_mm512_unpacklo_epi32(c, d), _mm512_unpackhi_epi32(c, d));
	__m512i all =
		_mm512_add_epi32(_mm512_unpacklo_epi64(ab, cd), _mm512_unpackhi_epi64(ab, cd));
	__m256i half =
		_mm256_add_epi32(_mm512_castsi512_si256(all), _mm512_extracti64x4_epi64(all, 1));

	return _mm_add_epi32(_mm256_castsi256_si128(half), _mm256_extracti128_si256(half, 1));
}

/* The first block of tokens also fetches the next rows into the cache: the weights do not fit into
 * it, and each is read once for a text. Past the last row, a prefetch has no effect. */
KEEP_IN_REGISTERS VNNI static void vnni_sum_rows(const int8_t *rows, const int32_t *row_sums,
	size_t columns, const uint8_t *codes, size_t tokens, int32_t *sums)
{
	const size_t next = ROWS * columns; /* to the same place in the next rows */

	for (size_t token = 0; token < tokens; token += KERNELS_BLOCK)
		for (size_t row = 0; row < ROWS; row += VNNI_ROWS) {
			__m512i dots[KERNELS_BLOCK][VNNI_ROWS], weights[VNNI_ROWS];
			__m128i excess = _mm_loadu_si128((const __m128i *)(row_sums + row));

			for (size_t t = 0; t < KERNELS_BLOCK; t++)
				for (size_t r = 0; r < VNNI_ROWS; r++)
					dots[t][r] = _mm512_setzero_si512();
			for (size_t k = 0; k < columns; k += STEP) {
				for (size_t r = 0; r < VNNI_ROWS; r++) {
					const int8_t *at = rows + (row + r) * columns + k;

					weights[r] = _mm512_loadu_si512(at);
					if (token == 0)
						_mm_prefetch(at + next, _MM_HINT_T0);
				}
				for (size_t t = 0; t < KERNELS_BLOCK; t++) {
					__m512i x = _mm512_loadu_si512(
						codes + (token + t) * columns + k);

					for (size_t r = 0; r < VNNI_ROWS; r++)
						dots[t][r] = _mm512_dpbusd_epi32(
							dots[t][r], x, weights[r]);
				}
			}
			excess = _mm_slli_epi32(excess, 7); /* times OFFSET */
			for (size_t t = 0; t < KERNELS_BLOCK; t++) {
				__m128i sum =
					sum_four(dots[t][0], dots[t][1], dots[t][2], dots[t][3]);

				_mm_storeu_si128((__m128i *)(sums + (token + t) * ROWS + row),
					_mm_sub_epi32(sum, excess));
			}
		}
}

VNNI static void vnni_linear(const struct kernels_matrix *matrix, const void *codes,
	const float *code_scales, size_t tokens, float *y)
{
	int32_t sums[KERNELS_TOKENS_MOST * ROWS];

	for (size_t row = 0; row < matrix->rows; row += ROWS) {
		vnni_sum_rows(matrix->weights + row * matrix->columns, matrix->sums + row,
			matrix->columns, codes, tokens, sums);
		scale_rows(sums, matrix->scales + row, matrix->bias + row, code_scales, tokens,
			matrix->rows, y + row);
	}
}

/* Flipping the sign bits adds OFFSET to the numbers of a vector, and so OFFSET times the sum of the
 * query's numbers to each dot product. */
VNNI static void vnni_dots(const int8_t *query, const int8_t *vectors, size_t count, int32_t *dots)
{
	const __m512i flip = _mm512_set1_epi8((char)OFFSET);
	int32_t excess = 0;

	for (size_t i = 0; i < KERNELS_HIDDEN; i++)
		excess += query[i] * OFFSET;
	for (size_t v = 0; v < count; v += VNNI_ROWS) {
		size_t rows = count - v < VNNI_ROWS ? count - v : VNNI_ROWS;
		__m512i sum[VNNI_ROWS] = {0};

		for (size_t k = 0; k < KERNELS_HIDDEN; k += STEP)
			for (size_t r = 0; r < VNNI_ROWS; r++) {
				size_t at = (r < rows ? v + r : v) * KERNELS_HIDDEN + k;
				__m512i x = _mm512_loadu_si512(vectors + at);

				sum[r] = _mm512_dpbusd_epi32(sum[r], _mm512_xor_si512(x, flip),
					_mm512_loadu_si512(query + k));
			}
		__m128i all = sum_four(sum[0], sum[1], sum[2], sum[3]);

		_mm_mask_storeu_epi32(dots + v, (__mmask8)((1U << rows) - 1),
			_mm_sub_epi32(all, _mm_set1_epi32(excess)));
	}
}

COMMON(vnni, VNNI, sizeof(uint8_t))

static bool has_vnni(void)
{
	return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
	       __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
	       __builtin_cpu_supports("avx512vnni");
}

const struct kernels *kernels_get(size_t index)
{
	const struct kernels *runnable[3] = {&portable_kernels};
	size_t count = 1;

	if (__builtin_cpu_supports("avx2"))
		runnable[count++] = &avx2_kernels;
	if (has_vnni())
		runnable[count++] = &vnni_kernels;
	return index < count ? runnable[index] : NULL;
}

const struct kernels *kernels_best(void)
{
	if (has_vnni())
		return &vnni_kernels;
	return __builtin_cpu_supports("avx2") ? &avx2_kernels : &portable_kernels;
}

#else

const struct kernels *kernels_get(size_t index)
{
	return index == 0 ? &portable_kernels : NULL;
}

const struct kernels *kernels_best(void)
{
	return &portable_kernels;
}

#endif
