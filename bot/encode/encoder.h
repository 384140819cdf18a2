#ifndef TONLE_ENCODE_ENCODER_H
#define TONLE_ENCODE_ENCODER_H

/*
 * The sentence encoder: all-MiniLM-L6-v2 (a transformer of six layers) with int8 weights, which
 * turns a text into a vector. Texts that mean alike have vectors with a high cosine.
 *
 * Start here; encoder.c is the forward pass. wordpiece.c splits a text into tokens, model.c maps
 * and checks the model file (its layout is in model.h), kernels.c does the arithmetic for each
 * instruction set. The model, its licence and how it was made: NOTICE. This room may include base.
 *
 * The same text gives the same bits on every machine and instruction set.
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
	ENCODER_TOKENS = 128, /* most tokens of a text, [CLS] and [SEP] among them */
	ENCODER_ID = 24,      /* bytes of an encoder's id, its NUL among them */
};

/* A vector of length 1: n * scale. scale is 1 / |n|, so n alone is worth storing. All zeros only if
 * the model file is damaged. */
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
 * Opens the model file at path: maps it and checks all that could make reading it unsafe, in under
 * a millisecond; a damaged or foreign file is refused. Changed weights are not noticed: that is
 * encoder_verify, for `tonle check`. Replace an open model file by rename, never in place.
 * NULL with the reason in *err (which may be NULL). The caller closes it with encoder_close.
 */
struct encoder *encoder_open(const char *path, struct error *err);

/* Whether all of the model file matches its checksum; reads its 24 MB (some 50 ms). */
bool encoder_verify(const struct encoder *encoder, struct error *err);

/* Unmaps the model. NULL does nothing. */
void encoder_close(struct encoder *encoder);

/* Names the model and the arithmetic, as "minilmq8-7f58bc7e-1": vectors stored under another id
 * cannot be compared with these. Belongs to the encoder. */
const char *encoder_id(const struct encoder *encoder);

/* Working memory for encoder_encode, one for each thread (2 MB, touched as texts need it).
 * Never NULL; freed with encoder_scratch_free, which does nothing with NULL. */
struct encoder_scratch *encoder_scratch_new(void);
void encoder_scratch_free(struct encoder_scratch *scratch);

/*
 * Encodes text[0..length) into *out, which the caller owns. Never fails; some 2 to 5 ms for a
 * question of twelve tokens (see kernels.h), in proportion to the tokens. Threads may share the
 * encoder, each with its own scratch.
 *
 * Strip IRC formatting and zero-width characters first (text_clean): they are dropped here and join
 * their neighbours, and the digits of a colour code stay. What is behind the first 126 tokens is
 * left out. An empty text has a vector as well, and texts that are mostly [UNK] (Khmer, emoji) have
 * nearly the same one: heed token_count and unknown.
 */
void encoder_encode(const struct encoder *encoder, struct encoder_scratch *scratch,
	const char *text, size_t length, struct encoder_sentence *out);

/* The scale of a vector of which only n was stored: 1 / |n|, the same bits as the encoder's. */
float encoder_scale(const int8_t n[ENCODER_SIZE]);

/* The cosine of two vectors, -1..1 but for rounding. */
float encoder_cosine(const struct encoder_vector *a, const struct encoder_vector *b);

/* For brute-force search: the integer dot product of query with each of count vectors that lie one
 * behind the other (n without scale), into dots. Times both scales it is the cosine. */
void encoder_dots(
	const int8_t query[ENCODER_SIZE], const int8_t *vectors, size_t count, int32_t *dots);

/* For tests: has the encoder use these kernels instead of the machine's best (kernels.h). */
void encoder_use(struct encoder *encoder, const struct kernels *kernels);

#endif
