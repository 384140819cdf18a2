#include "encode/encoder.h"

#include "base/arena.h"
#include "encode/kernels.h"
#include "encode/model.h"
#include "encode/wordpiece.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The version of the arithmetic: increase it with every change that affects a vector's bits. */
enum { ARITHMETIC = 1 };

enum { HIDDEN = KERNELS_HIDDEN, INTERMEDIATE = KERNELS_INTERMEDIATE };

_Static_assert((int)ENCODER_SIZE == (int)KERNELS_HIDDEN, "a vector is a hidden state");
_Static_assert((int)ENCODER_TOKENS == (int)MODEL_TOKENS, "the longest input");
_Static_assert((int)ENCODER_TOKENS <= (int)KERNELS_TOKENS_MOST, "the kernels have room for them");
_Static_assert(ENCODER_TOKENS % KERNELS_BLOCK == 0, "padded tokens have room in the scratch");

struct encoder {
	struct model model;
	const struct kernels *kernels;
	char id[ENCODER_ID];
	char *path;
};

struct encoder_scratch {
	float x[ENCODER_TOKENS * HIDDEN];          /* the hidden states */
	float y[ENCODER_TOKENS * HIDDEN];          /* what a layer adds to them */
	float wide[ENCODER_TOKENS * INTERMEDIATE]; /* query, key, value; then the layer's inside */
	int16_t codes[ENCODER_TOKENS * INTERMEDIATE];
	float code_scales[ENCODER_TOKENS];
	struct wordpiece pieces[ENCODER_TOKENS], before[ENCODER_TOKENS];
	uint32_t ids[ENCODER_TOKENS]; /* of all tokens that are encoded */
};

struct encoder *encoder_open(const char *path, struct error *err)
{
	struct model model;

	if (!model_open(&model, path, err))
		return NULL;
	struct encoder *encoder = must_alloc(sizeof *encoder);

	encoder->model = model;
	encoder->kernels = kernels_best();
	encoder->path = must_string(path);
	snprintf(encoder->id, sizeof encoder->id, "minilmq8-%08x-%d", model.checksum, ARITHMETIC);
	return encoder;
}

bool encoder_verify(const struct encoder *encoder, struct error *err)
{
	return model_verify(&encoder->model, encoder->path, err);
}

void encoder_close(struct encoder *encoder)
{
	if (!encoder)
		return;
	model_close(&encoder->model);
	free(encoder->path);
	free(encoder);
}

const char *encoder_id(const struct encoder *encoder)
{
	return encoder->id;
}

void encoder_use(struct encoder *encoder, const struct kernels *kernels)
{
	encoder->kernels = kernels;
}

struct encoder_scratch *encoder_scratch_new(void)
{
	return must_alloc(sizeof(struct encoder_scratch));
}

void encoder_scratch_free(struct encoder_scratch *scratch)
{
	free(scratch);
}

/* The number of tokens rounded up to whole blocks, as the kernels need it. The padding is encoded
 * as zeros and ignored. */
static size_t padded(size_t tokens)
{
	return (tokens + KERNELS_BLOCK - 1) / KERNELS_BLOCK * KERNELS_BLOCK;
}

/* y[tokens][rows] = Linear(x[tokens][columns]); y has room for whole blocks. */
static void apply_linear(const struct encoder *encoder, struct encoder_scratch *scratch,
	const struct kernels_matrix *matrix, const float *x, size_t tokens, float *y)
{
	const struct kernels *kernels = encoder->kernels;
	unsigned char *codes = (unsigned char *)scratch->codes;

	for (size_t t = 0; t < padded(tokens); t++)
		scratch->code_scales[t] = kernels->quantise(x + t * matrix->columns,
			matrix->columns, codes + t * matrix->columns * kernels->code_size);
	kernels->linear(matrix, codes, scratch->code_scales, padded(tokens), y);
}

static void embed(const struct encoder *encoder, struct encoder_scratch *scratch, size_t tokens)
{
	const struct model *model = &encoder->model;

	for (size_t t = 0; t < tokens; t++) {
		uint32_t id = scratch->ids[t];
		const int8_t *word = model->words + (size_t)id * HIDDEN;
		const float *position = model->positions + t * HIDDEN;
		float *x = scratch->x + t * HIDDEN, *y = scratch->y + t * HIDDEN;

		for (size_t i = 0; i < HIDDEN; i++) {
			x[i] = (float)word[i] * model->word_scales[id];
			y[i] = position[i] + model->type[i];
		}
		encoder->kernels->add_norm(x, y, &model->embedding_norm);
	}
}

static void run_layer(const struct encoder *encoder, struct encoder_scratch *scratch,
	const struct model_layer *layer, size_t tokens)
{
	const struct kernels *kernels = encoder->kernels;
	float *x = scratch->x, *y = scratch->y, *wide = scratch->wide;

	apply_linear(encoder, scratch, &layer->query_key_value, x, tokens, wide);
	kernels->attend(wide, tokens, y);
	apply_linear(encoder, scratch, &layer->attention_output, y, tokens, wide);
	for (size_t t = 0; t < tokens; t++)
		kernels->add_norm(x + t * HIDDEN, wide + t * HIDDEN, &layer->attention_norm);
	apply_linear(encoder, scratch, &layer->up, x, tokens, wide);
	kernels->gelu(wide, tokens * INTERMEDIATE);
	apply_linear(encoder, scratch, &layer->down, wide, tokens, y);
	for (size_t t = 0; t < tokens; t++)
		kernels->add_norm(x + t * HIDDEN, y + t * HIDDEN, &layer->output_norm);
}

float encoder_scale(const int8_t n[ENCODER_SIZE])
{
	int32_t squares = 0;

	for (size_t i = 0; i < ENCODER_SIZE; i++)
		squares += n[i] * n[i];
	return squares > 0 ? 1 / sqrtf((float)squares) : 0;
}

/* The direction of x, in int8. */
static void pack(const float *x, struct encoder_vector *out)
{
	float most = 0;

	for (size_t i = 0; i < ENCODER_SIZE; i++)
		most = fabsf(x[i]) > most ? fabsf(x[i]) : most;
	for (size_t i = 0; i < ENCODER_SIZE; i++) {
		float n = most > 0 ? x[i] / most * 127 : 0;

		out->n[i] = n >= -127 && n <= 127 ? (int8_t)lrintf(n) : 0; /* 0 for NaN */
	}
	out->scale = encoder_scale(out->n);
}

static void tokenise(const struct encoder *encoder, struct encoder_scratch *scratch,
	const char *text, size_t length, struct encoder_sentence *out)
{
	const struct model *model = &encoder->model;
	size_t count = wordpiece_split(
		&model->vocabulary, text, length, scratch->pieces, ENCODER_TOKENS - 2);
	size_t unknown = 0;

	for (size_t i = 0; i < count; i++) {
		const struct wordpiece *piece = &scratch->pieces[i];
		struct encoder_token *token = &out->tokens[i + 1];

		token->id = piece->id;
		token->start = piece->start;
		token->end = piece->end;
		unknown += piece->id == model->vocabulary.unknown;
	}
	struct encoder_token *first = &out->tokens[0], *last = &out->tokens[count + 1];

	first->id = model->first;
	first->start = first->end = 0;
	last->id = model->last;
	last->start = last->end = count > 0 ? out->tokens[count].end : 0;
	out->token_count = count + 2;
	out->unknown = count > 0 ? (float)unknown / (float)count : 0;
}

/* Lists the ids of the sentence's tokens, with as many of the last tokens of `before` as there is
 * room for behind the first. Returns the number of those. */
static size_t list_ids(const struct encoder *encoder, struct encoder_scratch *scratch,
	const char *before, size_t before_length, const struct encoder_sentence *sentence)
{
	size_t count = wordpiece_split(&encoder->model.vocabulary, before, before_length,
		scratch->before, ENCODER_TOKENS - 2);
	bool empty = sentence->token_count == 2;
	size_t room = empty ? 0 : ENCODER_TOKENS - sentence->token_count;
	size_t taken = count < room ? count : room;

	for (size_t i = 0; i < taken; i++)
		scratch->ids[1 + i] = scratch->before[count - taken + i].id;
	for (size_t t = 0; t < sentence->token_count; t++)
		scratch->ids[t == 0 ? 0 : taken + t] = sentence->tokens[t].id;
	return taken;
}

void encoder_encode_after(const struct encoder *encoder, struct encoder_scratch *scratch,
	const char *before, size_t before_length, const char *text, size_t length,
	struct encoder_sentence *out)
{
	float mean[HIDDEN] = {0};

	tokenise(encoder, scratch, text, length, out);
	size_t skipped = list_ids(encoder, scratch, before, before_length, out);
	size_t tokens = out->token_count + skipped, end = padded(tokens);

	embed(encoder, scratch, tokens);
	memset(scratch->x + tokens * HIDDEN, 0, (end - tokens) * HIDDEN * sizeof(float));
	memset(scratch->y + tokens * HIDDEN, 0, (end - tokens) * HIDDEN * sizeof(float));
	for (size_t i = 0; i < MODEL_LAYERS; i++)
		run_layer(encoder, scratch, &encoder->model.layers[i], tokens);
	for (size_t t = 0; t < out->token_count; t++) {
		const float *x = scratch->x + (t == 0 ? 0 : skipped + t) * HIDDEN;
		bool own = skipped == 0 || (t > 0 && t + 1 < out->token_count);

		pack(x, &out->tokens[t].vector);
		for (size_t i = 0; i < HIDDEN && own; i++)
			mean[i] += x[i];
	}
	pack(mean, &out->vector);
}

void encoder_encode(const struct encoder *encoder, struct encoder_scratch *scratch,
	const char *text, size_t length, struct encoder_sentence *out)
{
	encoder_encode_after(encoder, scratch, "", 0, text, length, out);
}

float encoder_cosine(const struct encoder_vector *a, const struct encoder_vector *b)
{
	int32_t dot;

	kernels_best()->dots(a->n, b->n, 1, &dot);
	return (float)dot * a->scale * b->scale;
}

void encoder_dots(
	const int8_t query[ENCODER_SIZE], const int8_t *vectors, size_t count, int32_t *dots)
{
	kernels_best()->dots(query, vectors, count, dots);
}
