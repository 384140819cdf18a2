#ifndef TONLE_ASK_EMBEDDING_H
#define TONLE_ASK_EMBEDDING_H

#include "base/arena.h"
#include "base/error.h"
#include "encode/encoder.h"
#include "fact/fact.h"
#include "keep/store.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The vectors of texts. They come from memory, else from the database, else from the encoder, and
 * are then stored. The key is a hash of the text and encoder_id, so that a new model or an edited
 * text never finds an old vector. Use from one thread; embeddings_fill starts and joins threads of
 * its own.
 *
 * Always pass a text in the same form, or it is encoded again: statements as
 * embedding_statement_text returns them, questions as text_fold returns them. If a text has a line
 * feed, the sentence after it is the one before the text (encoder_encode_after), and gets no
 * vectors.
 *
 * Every function does nothing if embeddings is NULL, which means "no encoder".
 */
struct embeddings;

/* The vectors of a statement's tokens without [CLS] and [SEP]. */
struct embedding {
	size_t token_count;
	const int8_t *tokens; /* token_count times ENCODER_SIZE, for encoder_dots */
	const float *scales;  /* of each token, as in struct encoder_vector */
};

/*
 * Opens the model. Vectors are read from store (borrowed, may be NULL) and, unless it is read-only,
 * written to it. NULL with the reason if the model cannot be opened. The caller frees the
 * embeddings with embeddings_free, before it closes the store.
 */
struct embeddings *embeddings_new(const char *model_path, struct store *store, struct error *err);
void embeddings_free(struct embeddings *embeddings); /* NULL is fine */

/* The encoder, which belongs to the embeddings; NULL if they are NULL. */
const struct encoder *embeddings_encoder(const struct embeddings *embeddings);

/* The sentence vector of any text, for questions of facts. Takes microseconds if it is stored, else
 * milliseconds (encoder.h). False, with *out untouched, only if embeddings is NULL. */
bool embeddings_sentence(
	struct embeddings *embeddings, const char *text, struct encoder_vector *out);

/* The same, but never encodes: false unless the vector is in memory or in the database. */
bool embeddings_known(struct embeddings *embeddings, const char *text, struct encoder_vector *out);

/* Copies the sentence vectors that `others` has in memory, which is where they are if there was no
 * database to write to. */
void embeddings_adopt(struct embeddings *embeddings, const struct embeddings *others);

/* The vectors of the statement's tokens, for the few best candidates. The last
 * EMBEDDINGS_STATEMENTS of them stay in memory: the pointer is valid until that many others have
 * been requested. NULL only if embeddings is NULL. */
enum { EMBEDDINGS_STATEMENTS = 256 };
const struct embedding *embeddings_statement(struct embeddings *embeddings, const char *text);

/* The cosine of the vector with each token of the statement. */
void embedding_cosines(const struct embedding *statement, const struct encoder_vector *vector,
	float cosines[ENCODER_TOKENS]);

/* Encodes a person's question. The last few stay in memory; none is stored in the database. False,
 * with *out untouched, only if embeddings is NULL. */
bool embeddings_question(
	struct embeddings *embeddings, const char *folded, struct encoder_sentence *out);

/* Called from time to time with the number of texts done and the total; returns false to stop. */
typedef bool embeddings_progress(void *context, size_t done, size_t total);

/*
 * Encodes the texts that the database does not have yet, on all cores, and stores their vectors:
 * for with_tokens[i] those of the tokens, too (with_tokens NULL: for none). Without a database to
 * write to, the sentence vectors stay in memory. progress (may be NULL) is called from this thread.
 * False with the reason if progress stopped it or the database cannot be written; what was encoded
 * before is kept.
 */
bool embeddings_fill(struct embeddings *embeddings, const char *const *texts,
	const bool *with_tokens, size_t count, embeddings_progress *progress, void *context,
	struct error *err);

/* Deletes all vectors from the database except those of these texts. */
bool embeddings_keep(
	struct embeddings *embeddings, const char *const *texts, size_t count, struct error *err);

/*
 * Which questions of a list get vectors: at most EMBEDDING_CHOSEN, evenly spread. Returns the
 * position of the k-th of them (from 0) in a list of `count`, or `count` if there is none. A fact's
 * questions (ask, ask_yes and ask_no, in that order) are one list, its near misses another.
 */
enum { EMBEDDING_CHOSEN = 4 };
size_t embedding_choice(size_t count, size_t k);

/*
 * The text that is encoded for a fact's statement. The previous fact (NULL: none) is encoded with
 * it if they are sentences of a plain text, next to each other: they cite the same place without a
 * quote, and have neither questions nor patterns. Returns `says`, or storage.
 */
enum { EMBEDDING_TEXT = 2048 };
const char *embedding_statement_text(
	const struct fact *fact, const struct fact *previous, char storage[EMBEDDING_TEXT]);

/* The texts of facts whose vectors ranking needs, for embeddings_fill: each statement, with tokens,
 * and the chosen questions and near misses, folded. Start with {0}. */
struct embedding_texts {
	struct arena arena; /* of texts that are not a fact's `says` */
	const char **list;  /* `says` is borrowed from the facts */
	bool *with_tokens;
	size_t count, room;
};
/* previous: the fact with the next lower number, or NULL. */
void embedding_texts_add(
	struct embedding_texts *texts, const struct fact *fact, const struct fact *previous);
void embedding_texts_free(struct embedding_texts *texts);

#endif
