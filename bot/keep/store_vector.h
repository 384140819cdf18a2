#ifndef TONLE_KEEP_STORE_VECTOR_H
#define TONLE_KEEP_STORE_VECTOR_H

#include "base/error.h"
#include "keep/store.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Vectors of texts. ask/embedding.c computes them and defines their keys and format; here they are
 * only bytes. They are derived data: a part that is missing or damaged is computed again. Backups
 * contain them; exports and revisions do not.
 */
enum store_vector_part { STORE_VECTOR_SENTENCE, STORE_VECTOR_TOKENS };

struct store_vector {
	int64_t key;
	const void *sentence;
	size_t sentence_size;
	const void *tokens; /* NULL: none are written, and those stored stay */
	size_t tokens_size;
};

/* Reads one part into out[0..room), and its size into *size. False if the database does not have
 * it, if its checksum is wrong or if it is larger than room; out is then untouched. */
bool store_vector_read(struct store *store, int64_t key, enum store_vector_part part, void *out,
	size_t room, size_t *size);

/* The size of a part, or -1 if there is none. Does not read the bytes, so a damaged part has a
 * size, too. */
int64_t store_vector_size(struct store *store, int64_t key, enum store_vector_part part);

/* Writes count vectors in one transaction, replacing those of their keys. After a power cut the
 * last ones may be lost. */
bool store_vector_put(
	struct store *store, const struct store_vector *list, size_t count, struct error *err);

/* Deletes, in one transaction, all vectors except those of keys[0..count), which must be in
 * ascending order. */
bool store_vector_keep(struct store *store, const int64_t *keys, size_t count, struct error *err);

/* Whether vectors can be written: neither the store nor its file is read-only. */
bool store_vector_is_writable(const struct store *store);

#endif
