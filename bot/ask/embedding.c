#include "ask/embedding_inner.h"

#include "base/arena.h"
#include "base/digest.h"
#include "base/text.h"
#include "keep/store_vector.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	REMEMBERED_ROOM = 1024, /* slots for sentence vectors at first; a power of two */
	REMEMBERED_MOST = 8192, /* the most vectors in memory if the database has them, too */
};

struct embeddings *embeddings_new(const char *model_path, struct store *store, struct error *err)
{
	struct encoder *encoder = encoder_open(model_path, err);

	if (!encoder)
		return NULL;
	struct embeddings *e = must_alloc(sizeof *e);

	e->encoder = encoder;
	e->scratch = encoder_scratch_new();
	e->store = store;
	e->keeps = store && store_vector_is_writable(store);
	e->statements.room = EMBEDDINGS_STATEMENTS;
	e->questions.room = EMBEDDING_QUESTIONS;
	return e;
}

void embeddings_free(struct embeddings *e)
{
	if (!e)
		return;
	for (size_t i = 0; i < EMBEDDINGS_STATEMENTS; i++)
		free(e->statement[i].tokens);
	free(e->remembered.slots);
	encoder_scratch_free(e->scratch);
	encoder_close(e->encoder);
	free(e);
}

const struct encoder *embeddings_encoder(const struct embeddings *e)
{
	return e ? e->encoder : NULL;
}

/* The first 64 bits of the SHA-256 of the encoder's id, a line feed and the text. */
int64_t embedding_key(const struct embeddings *e, const char *text)
{
	const char *id = encoder_id(e->encoder);
	size_t id_length = strlen(id), length = strlen(text);
	char *both = must_alloc(id_length + 1 + length), hex[DIGEST_HEX];

	memcpy(both, id, id_length);
	both[id_length] = '\n';
	memcpy(both + id_length + 1, text, length);
	digest_sha256(both, id_length + 1 + length, hex);
	free(both);
	hex[16] = '\0';
	return (int64_t)strtoull(hex, NULL, 16);
}

void embedding_pack(struct embedding_packed *packed, const struct encoder_sentence *sentence)
{
	size_t count = packed->with_tokens ? sentence->token_count - 2 : 0;

	packed->token_count = count;
	packed->n = must_alloc(ENCODER_SIZE * (1 + count));
	memcpy(packed->n, sentence->vector.n, ENCODER_SIZE);
	for (size_t t = 0; t < count; t++)
		memcpy(packed->n + ENCODER_SIZE * (1 + t), sentence->tokens[t + 1].vector.n,
			ENCODER_SIZE);
}

void embedding_encode(const struct encoder *encoder, struct encoder_scratch *scratch,
	const char *text, struct encoder_sentence *out)
{
	size_t length = strcspn(text, "\n");
	const char *before = text + length + (text[length] == '\n');

	encoder_encode_after(encoder, scratch, before, strlen(before), text, length, out);
}

static void encode_text(struct embeddings *e, const char *text, struct encoder_sentence *out)
{
	embedding_encode(e->encoder, e->scratch, text, out);
}

/* The slot with the key, and *known = true; else the slot used longest ago, which now gets the key.
 */
static size_t recent_slot(struct recent *recent, int64_t key, bool *known)
{
	size_t slot = 0;

	*known = false;
	for (size_t i = 0; i < recent->room && !*known; i++) {
		*known = recent->used[i] > 0 && recent->keys[i] == key;
		if (*known || recent->used[i] < recent->used[slot])
			slot = i;
	}
	recent->keys[slot] = key;
	recent->used[slot] = ++recent->clock;
	return slot;
}

/* --- sentence vectors in memory --------------------------------------------------------------- */

/* The slot with the key, or the free slot for it; there always is one. */
static struct remembered_slot *remembered_slot(const struct remembered *remembered, int64_t key)
{
	size_t at = (size_t)key & (remembered->room - 1);

	while (remembered->slots[at].used && remembered->slots[at].key != key)
		at = (at + 1) & (remembered->room - 1);
	return &remembered->slots[at];
}

static void resize(struct remembered *remembered, size_t room)
{
	struct remembered old = *remembered;

	*remembered = (struct remembered){
		.slots = must_alloc(room * sizeof *old.slots), .count = old.count, .room = room};
	for (size_t i = 0; i < old.room; i++)
		if (old.slots[i].used)
			*remembered_slot(remembered, old.slots[i].key) = old.slots[i];
	free(old.slots);
}

void embedding_remember(struct embeddings *e, int64_t key, const struct encoder_vector *vector)
{
	struct remembered *remembered = &e->remembered;

	if (e->keeps && remembered->count == REMEMBERED_MOST) {
		free(remembered->slots);
		*remembered = (struct remembered){0};
	}
	if (remembered->count * 3 >= remembered->room * 2)
		resize(remembered, remembered->room ? remembered->room * 2 : REMEMBERED_ROOM);
	struct remembered_slot *slot = remembered_slot(remembered, key);

	remembered->count += !slot->used;
	*slot = (struct remembered_slot){.used = true, .key = key, .vector = *vector};
}

bool embedding_recall(const struct embeddings *e, int64_t key, struct encoder_vector *out)
{
	if (e->remembered.room == 0)
		return false;
	const struct remembered_slot *slot = remembered_slot(&e->remembered, key);

	if (slot->used)
		*out = slot->vector;
	return slot->used;
}

/* --- the database ----------------------------------------------------------------------------- */

bool embedding_read(struct embeddings *e, int64_t key, struct encoder_vector *out)
{
	size_t size;

	if (!e->store ||
		!store_vector_read(
			e->store, key, STORE_VECTOR_SENTENCE, out->n, sizeof out->n, &size) ||
		size != sizeof out->n)
		return false;
	out->scale = encoder_scale(out->n);
	return true;
}

/* Reads a statement's token vectors into memory that the caller frees. */
static bool read_tokens(struct embeddings *e, int64_t key, int8_t **tokens, size_t *count)
{
	size_t size;

	if (!e->store ||
		!store_vector_read(e->store, key, STORE_VECTOR_TOKENS, e->tokens, sizeof e->tokens,
			&size) ||
		size % ENCODER_SIZE != 0)
		return false;
	*tokens = must_alloc(size + 1);
	memcpy(*tokens, e->tokens, size);
	*count = size / ENCODER_SIZE;
	return true;
}

bool embedding_write(
	struct embeddings *e, const struct embedding_packed *list, size_t count, struct error *err)
{
	struct store_vector *rows = must_alloc(count * sizeof *rows + 1);
	size_t row_count = 0;

	for (size_t i = 0; i < count; i++)
		if (list[i].n)
			rows[row_count++] = (struct store_vector){.key = list[i].key,
				.sentence = list[i].n,
				.sentence_size = ENCODER_SIZE,
				.tokens = list[i].with_tokens ? list[i].n + ENCODER_SIZE : NULL,
				.tokens_size = list[i].token_count * ENCODER_SIZE};
	bool good = row_count == 0 || store_vector_put(e->store, rows, row_count, err);

	free(rows);
	return good;
}

/* Stores the vectors just encoded, if that is possible; if not, the text is encoded again later. */
static void keep(struct embeddings *e, int64_t key, bool with_tokens)
{
	struct embedding_packed packed = {.key = key, .with_tokens = with_tokens};

	if (!e->keeps)
		return;
	embedding_pack(&packed, &e->sentence);
	embedding_write(e, &packed, 1, NULL);
	free(packed.n);
}

/* --- one text --------------------------------------------------------------------------------- */

bool embeddings_sentence(struct embeddings *e, const char *text, struct encoder_vector *out)
{
	if (!e)
		return false;
	int64_t key = embedding_key(e, text);

	if (embedding_recall(e, key, out))
		return true;
	if (!embedding_read(e, key, out)) {
		encode_text(e, text, &e->sentence);
		*out = e->sentence.vector;
		keep(e, key, false);
	}
	embedding_remember(e, key, out);
	return true;
}

bool embeddings_known(struct embeddings *e, const char *text, struct encoder_vector *out)
{
	if (!e)
		return false;
	int64_t key = embedding_key(e, text);

	return embedding_recall(e, key, out) || embedding_read(e, key, out);
}

void embeddings_adopt(struct embeddings *e, const struct embeddings *others)
{
	const struct remembered *theirs = &others->remembered;

	for (size_t i = 0; i < theirs->room; i++)
		if (theirs->slots[i].used)
			embedding_remember(e, theirs->slots[i].key, &theirs->slots[i].vector);
}

static void note_scales(struct statement *statement)
{
	struct embedding *embedding = &statement->embedding;

	for (size_t t = 0; t < embedding->token_count; t++)
		statement->scales[t] = encoder_scale(statement->tokens + t * ENCODER_SIZE);
	embedding->tokens = statement->tokens;
	embedding->scales = statement->scales;
}

static void encode_statement(
	struct embeddings *e, int64_t key, const char *text, struct statement *statement)
{
	struct embedding_packed packed = {.with_tokens = true};

	encode_text(e, text, &e->sentence);
	keep(e, key, true);
	embedding_pack(&packed, &e->sentence);
	statement->embedding.token_count = packed.token_count;
	memmove(packed.n, packed.n + ENCODER_SIZE, packed.token_count * ENCODER_SIZE);
	statement->tokens = packed.n;
}

const struct embedding *embeddings_statement(struct embeddings *e, const char *text)
{
	if (!e)
		return NULL;
	int64_t key = embedding_key(e, text);
	bool known;
	struct statement *statement = &e->statement[recent_slot(&e->statements, key, &known)];

	if (known)
		return &statement->embedding;
	free(statement->tokens);
	if (!read_tokens(e, key, &statement->tokens, &statement->embedding.token_count))
		encode_statement(e, key, text, statement);
	note_scales(statement);
	return &statement->embedding;
}

void embedding_cosines(const struct embedding *statement, const struct encoder_vector *vector,
	float cosines[ENCODER_TOKENS])
{
	int32_t dots[ENCODER_TOKENS];

	encoder_dots(vector->n, statement->tokens, statement->token_count, dots);
	for (size_t i = 0; i < statement->token_count; i++)
		cosines[i] = (float)dots[i] * vector->scale * statement->scales[i];
}

bool embeddings_question(struct embeddings *e, const char *folded, struct encoder_sentence *out)
{
	if (!e)
		return false;
	bool known;
	struct encoder_sentence *question =
		&e->question[recent_slot(&e->questions, embedding_key(e, folded), &known)];

	if (!known)
		encode_text(e, folded, question);
	*out = *question;
	return true;
}
