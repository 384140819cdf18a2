#ifndef TONLE_ENCODE_ENCODER_H
#define TONLE_ENCODE_ENCODER_H

/*
 * The sentence encoder: all-MiniLM-L6-v2 (a transformer with six layers) with int8 weights. It
 * turns a text into a vector; texts with similar meanings have vectors with a high cosine.
 *
 * encoder.c is the forward pass. wordpiece.c splits a text into tokens, model.c maps and checks the
 * model file (its layout is in model.h), kernels.c does the arithmetic for each instruction set,
 * signs.c finds similar vectors by their signs. NOTICE has the model's origin and licence, and how
 * its file was made.
 *
 * The same text gives the same bits on every machine and with every instruction set.
 */

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct encoder;
struct encoder_scratch;
struct kernels;

enum {
	ENCODER_SIZE = 384,   /* numbers in a vector */
	ENCODER_TOKENS = 128, /* the most tokens of a text, including [CLS] and [SEP] */
	ENCODER_ID = 24,      /* bytes of an encoder's id, including its NUL */
};

/* A vector of length 1: n * scale. scale is 1 / |n|, so that it is enough to store n. All zeros
 * only if the model file is damaged. */
struct encoder_vector {
	int8_t n[ENCODER_SIZE]; /* -127..127, the largest of them 127 or -127 */
	float scale;
};

struct encoder_token {
	struct encoder_vector vector; /* the last hidden state */
	uint32_t id;                  /* in the model's vocabulary */
	uint32_t start, end;          /* bytes of the text; the same for [CLS] and [SEP] */
};

struct encoder_sentence {
	struct encoder_vector vector; /* the mean over the tokens */
	float unknown;                /* share of [UNK] among the tokens between [CLS] and [SEP] */
	size_t token_count;           /* at least 2 */
	struct encoder_token tokens[ENCODER_TOKENS];
};

/*
 * Opens the model file at path: maps it and checks everything that could make reading it unsafe, in
 * less than a millisecond. A damaged or foreign file is refused, but changed weights are not
 * detected; for that `tonle check` calls encoder_verify. Replace an open model file by rename,
 * never in place. NULL with the reason in *err (which may be NULL). The caller closes the encoder
 * with encoder_close.
 */
struct encoder *encoder_open(const char *path, struct error *err);

/* Whether the whole model file matches its checksum; reads its 24 MB (some 50 ms). */
bool encoder_verify(const struct encoder *encoder, struct error *err);

/* Unmaps the model. NULL is fine. */
void encoder_close(struct encoder *encoder);

/* Identifies the model and the arithmetic: "minilmq8-7f58bc7e-1". Vectors stored under another id
 * cannot be compared with these. Belongs to the encoder. */
const char *encoder_id(const struct encoder *encoder);

/* Working memory for encoder_encode, one for each thread (2 MB, of which short texts touch only a
 * part). Never NULL. The caller frees it with encoder_scratch_free; NULL is fine. */
struct encoder_scratch *encoder_scratch_new(void);
void encoder_scratch_free(struct encoder_scratch *scratch);

/*
 * Encodes text[0..length) into *out, which the caller owns. Never fails; some 1 to 5 ms for a
 * question of twelve tokens (see kernels.h), in proportion to the tokens. Threads may share the
 * encoder, each with its own scratch.
 *
 * Strip IRC formatting and zero-width characters first (text_clean): this function drops them,
 * which joins their neighbours, and keeps the digits of a colour code. Text after the first 126
 * tokens is ignored. An empty text also has a vector, and texts that are mostly [UNK] (Khmer,
 * emoji) have nearly the same one: check token_count and unknown.
 */
void encoder_encode(const struct encoder *encoder, struct encoder_scratch *scratch,
	const char *text, size_t length, struct encoder_sentence *out);

/*
 * The same for a text that follows before[0..before_length), so that its "he" or "there" gets a
 * meaning. The vectors are of the text's own tokens, and the sentence vector is their mean. If both
 * together have too many tokens, the first ones of `before` are left out; without a text, all.
 */
void encoder_encode_after(const struct encoder *encoder, struct encoder_scratch *scratch,
	const char *before, size_t before_length, const char *text, size_t length,
	struct encoder_sentence *out);

/* The scale of a stored vector: 1 / |n|, the same bits as the encoder computes. */
float encoder_scale(const int8_t n[ENCODER_SIZE]);

/* The cosine of two vectors: -1..1, apart from rounding errors. */
float encoder_cosine(const struct encoder_vector *a, const struct encoder_vector *b);

/* For brute-force search: writes the integer dot products of query with count contiguous vectors (n
 * without scale) to dots. A dot product times both scales is the cosine. */
void encoder_dots(
	const int8_t query[ENCODER_SIZE], const int8_t *vectors, size_t count, int32_t *dots);

/* For tests: makes the encoder use these kernels instead of the machine's best (kernels.h). */
void encoder_use(struct encoder *encoder, const struct kernels *kernels);

#endif
