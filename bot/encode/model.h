#ifndef TONLE_ENCODE_MODEL_H
#define TONLE_ENCODE_MODEL_H

#include "base/error.h"
#include "encode/kernels.h"
#include "encode/wordpiece.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The model file, minilm-l6-v2.q8, which convert.py writes. It is mapped and used in place. All
 * numbers are little-endian. The header:
 *
 *     at  type     meaning
 *      0  8 bytes  MINILMQ8
 *      8  u32      version, 1
 *     12  u32      CRC-32 (zlib's) of bytes 128 to the end
 *     16  u64      size of the file
 *     24  8 u32    layers, hidden size, heads, intermediate size, vocabulary, positions,
 *                  token types, longest input in tokens
 *     56  f32      LayerNorm's epsilon
 *     60  4 u32    ids of [PAD] [UNK] [CLS] [SEP]
 *     76  u32      slots of the vocabulary's hash table, a power of two
 *     80  u64      offset of the vocabulary, 128
 *     88  u64      offset of the tensors
 *     96  32 bytes SHA-256 of the model.safetensors it was made from
 *
 * Arrays follow, row-major, each at the next multiple of 64 bytes, with zeros in between:
 *
 *     vocabulary  u32 offsets of the pieces and their end; the pieces; u16 hash slots (wordpiece.h)
 *     embeddings  word int8[vocabulary][hidden], its scales f32[vocabulary], positions
 *                 f32[positions][hidden], token types f32[types][hidden], NORM
 *     each layer  MATRIX(3 hidden x hidden: query, key, value), MATRIX(hidden x hidden), NORM,
 *                 MATRIX(intermediate x hidden), MATRIX(hidden x intermediate), NORM
 *     NORM        weight f32[hidden], bias f32[hidden]
 *     MATRIX      int8[rows][columns], scale f32[rows], sum i32[rows] of the int8, bias f32[rows]
 */

enum {
	MODEL_LAYERS = 6,
	MODEL_TOKENS = 128, /* longest input, including [CLS] and [SEP] */
};

struct model_layer {
	struct kernels_matrix query_key_value, attention_output, up, down;
	struct kernels_norm attention_norm, output_norm;
};

struct model {
	void *map;
	size_t size;
	uint32_t checksum; /* as the header has it */
	struct wordpiece_vocabulary vocabulary;
	uint32_t first, last; /* ids of [CLS], [SEP] */
	const int8_t *words;
	const float *word_scales, *positions, *type;
	struct kernels_norm embedding_norm;
	struct model_layer layers[MODEL_LAYERS];
};

/*
 * Maps the file and checks everything on which memory safety depends: magic, version, shape, size,
 * every offset, and every number in the vocabulary's tables. Does not check weights and pieces (see
 * model_verify): wrong ones give wrong vectors, nothing worse. Takes well under a millisecond.
 * False with the reason in *err (which may be NULL) if the file cannot be read or is not such a
 * model; there is then nothing to close. Close with model_close.
 *
 * An open file may be replaced by rename(2), but must never be changed in place: truncating a
 * mapped file ends the program with SIGBUS.
 */
bool model_open(struct model *model, const char *path, struct error *err);

/* Whether the file's bytes match its checksum; reads all 24 MB, some 50 ms. path is for *err. */
bool model_verify(const struct model *model, const char *path, struct error *err);

void model_close(struct model *model);

#endif
