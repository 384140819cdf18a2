#ifndef TONLE_ASK_EMBEDDING_INNER_H
#define TONLE_ASK_EMBEDDING_INNER_H

#include "ask/embedding.h"
#include "encode/encoder.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Shared by embedding*.c, and included by nothing else. */

enum {
	EMBEDDING_TOKENS = ENCODER_TOKENS - 2, /* the most tokens of a struct embedding */
	EMBEDDING_QUESTIONS = 64,              /* people's questions in memory */
};

/* A small least-recently-used cache: the key in each slot, and when it was last used. */
struct recent {
	size_t room;
	uint64_t clock;
	int64_t keys[EMBEDDINGS_STATEMENTS];
	uint64_t used[EMBEDDINGS_STATEMENTS]; /* value of clock; 0: free */
};

/* A hash table of sentence vectors; its keys are hashes already. */
struct remembered {
	struct remembered_slot {
		bool used;
		int64_t key;
		struct encoder_vector vector;
	} * slots;
	size_t count, room;
};

struct embeddings {
	struct encoder *encoder;
	struct encoder_scratch *scratch;
	struct encoder_sentence sentence;
	struct store *store;
	bool keeps; /* there is a database that can be written */
	struct remembered remembered;
	struct recent statements, questions;
	struct statement {
		struct embedding embedding;
		int8_t *tokens;
		float scales[EMBEDDING_TOKENS];
	} statement[EMBEDDINGS_STATEMENTS];
	struct encoder_sentence question[EMBEDDING_QUESTIONS];
	int8_t tokens[EMBEDDING_TOKENS * ENCODER_SIZE]; /* of the statement that is being read */
};

/* A text and its vectors as they are stored: the numbers of the sentence vector, then those of each
 * token. The scales are computed from the numbers. */
struct embedding_packed {
	int64_t key;
	const char *text;
	bool with_tokens;
	size_t token_count;
	int8_t *n; /* ENCODER_SIZE * (1 + token_count); NULL: not encoded yet */
};

/* Encodes a text, with what comes before it if it has a line feed. */
void embedding_encode(const struct encoder *encoder, struct encoder_scratch *scratch,
	const char *text, struct encoder_sentence *out);

/* Sets n, which the caller frees, and token_count. */
void embedding_pack(struct embedding_packed *packed, const struct encoder_sentence *sentence);

/* The first 64 bits of the SHA-256 of the encoder's id, a line feed and the text. */
int64_t embedding_key(const struct embeddings *embeddings, const char *text);

/* Sentence vectors in memory. */
void embedding_remember(
	struct embeddings *embeddings, int64_t key, const struct encoder_vector *vector);
bool embedding_recall(const struct embeddings *embeddings, int64_t key, struct encoder_vector *out);

/* Reads a sentence vector from the database; writes the encoded vectors of a list to it, in one
 * transaction. */
bool embedding_read(struct embeddings *embeddings, int64_t key, struct encoder_vector *out);
bool embedding_write(struct embeddings *embeddings, const struct embedding_packed *list,
	size_t count, struct error *err);

#endif
