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
 * The vectors of texts: from memory, else from the database, else from the encoder, which are then
 * kept. Keys are made of the text and encoder_id, so a new model or an edited text finds nothing
 * old. Used from one thread; embeddings_fill starts threads of its own and ends them.
 *
 * A text must always be passed in the same form, or it is encoded again: statements as text_clean
 * leaves them (a fact's `says` is that already), questions as text_fold does.
 *
 * Every function does nothing with embeddings NULL, which stands for "no encoder".
 */
struct embeddings;

/* A statement: its sentence vector and those of its tokens, without [CLS] and [SEP]. */
struct embedding {
	struct encoder_vector vector;
	size_t token_count;
	const int8_t *tokens; /* token_count times ENCODER_SIZE, for encoder_dots */
	const float *scales;  /* of each token, as in struct encoder_vector */
};

/*
 * Opens the model. store (borrowed, may be NULL) is where vectors are read and kept; into one that
 * is read only, none are written. NULL with the reason if the model cannot be opened. The caller
 * frees it with embeddings_free, before the store is closed.
 */
struct embeddings *embeddings_new(const char *model_path, struct store *store, struct error *err);
void embeddings_free(struct embeddings *embeddings); /* NULL is fine */

/* The encoder, which belongs to the embeddings; NULL with NULL. */
const struct encoder *embeddings_encoder(const struct embeddings *embeddings);

/* The sentence vector of any text, for questions of facts. Microseconds if it is known, else
 * milliseconds (encoder.h). False, *out untouched, only with embeddings NULL. */
bool embeddings_sentence(
	struct embeddings *embeddings, const char *text, struct encoder_vector *out);

/* The same only if it is known: in memory or in the database. */
bool embeddings_known(
	struct embeddings *embeddings, const char *text, struct encoder_vector *out);

/* Takes over the sentence vectors that others have in memory, which is where they are if there was
 * no database to write to. */
void embeddings_adopt(struct embeddings *embeddings, const struct embeddings *others);

/* The statement's vectors, for the few best candidates: the last EMBEDDINGS_STATEMENTS of them stay
 * in memory, and the pointer is good until so many others were asked for. NULL only with embeddings
 * NULL. */
enum { EMBEDDINGS_STATEMENTS = 256 };
const struct embedding *embeddings_statement(struct embeddings *embeddings, const char *text);

/* Encodes what a person asks. The last few are remembered in memory, none is stored. False, *out
 * untouched, only with embeddings NULL. */
bool embeddings_question(
	struct embeddings *embeddings, const char *folded, struct encoder_sentence *out);

/* Called now and then with how many of the texts to encode are done; false stops. */
typedef bool embeddings_progress(void *context, size_t done, size_t total);

/*
 * Encodes those of the texts that the database does not have, on all cores, and stores them; those
 * with with_tokens[i] as statements (with_tokens NULL: none). Without a database to write to, the
 * sentence vectors stay in memory. progress (may be NULL) is called from this thread. False with
 * the reason if it stopped or the database cannot be written; what was encoded until then is kept.
 */
bool embeddings_fill(struct embeddings *embeddings, const char *const *texts,
	const bool *with_tokens, size_t count, embeddings_progress *progress, void *context,
	struct error *err);

/* Deletes all vectors from the database but those of these texts. */
bool embeddings_keep(
	struct embeddings *embeddings, const char *const *texts, size_t count, struct error *err);

/*
 * Which questions of a long list are read: at most EMBEDDING_CHOSEN, evenly spread. The position of
 * the k-th chosen (from 0) in a list of count, or count if there is none. A fact's questions (ask,
 * ask_yes, ask_no, in their order) are one list, its near misses another.
 */
enum { EMBEDDING_CHOSEN = 4 };
size_t embedding_choice(size_t count, size_t k);

/* The texts that ranking needs of facts, for embeddings_fill: each statement, with tokens, and the
 * chosen questions and near misses, folded. Starts as {0}. */
struct embedding_texts {
	struct arena arena; /* of the folded questions */
	const char **list;  /* statements are borrowed from the facts */
	bool *with_tokens;
	size_t count, room;
};
void embedding_texts_add(struct embedding_texts *texts, const struct fact *fact);
void embedding_texts_free(struct embedding_texts *texts);

#endif
