#include "keep/store_vector.h"

#include "base/arena.h"
#include "base/compare.h"
#include "base/hash.h"
#include "keep/store_inner.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

/* A part in the database: its bytes, then the low 32 bits of their hash_block, low byte first.
 * Before, it was the FNV-1a hash, which takes ten times as long. */
enum { CHECKSUM = 4 };

static void write_checksum(uint32_t hash, unsigned char *out)
{
	for (int i = 0; i < CHECKSUM; i++)
		out[i] = (unsigned char)(hash >> 8 * i);
}

static bool has_checksum(const unsigned char *blob, size_t size, uint32_t hash)
{
	unsigned char checksum[CHECKSUM];

	write_checksum(hash, checksum);
	return memcmp(blob + size, checksum, CHECKSUM) == 0;
}

static bool is_undamaged(const unsigned char *blob, size_t size)
{
	return has_checksum(blob, size, (uint32_t)hash_block(blob, size)) ||
	       has_checksum(blob, size, hash_bytes(HASH_EMPTY, (const char *)blob, size));
}

static enum sql reading(enum store_vector_part part)
{
	return part == STORE_VECTOR_TOKENS ? SQL_VECTOR_TOKENS : SQL_VECTOR_SENTENCE;
}

bool store_vector_read(struct store *store, int64_t key, enum store_vector_part part, void *out,
	size_t room, size_t *size)
{
	sqlite3_stmt *statement = BIND(store, reading(part), INTEGER(key));
	int status = sqlite3_step(statement);
	const unsigned char *blob = status == SQLITE_ROW ? sqlite3_column_blob(statement, 0) : NULL;
	size_t length = blob ? (size_t)sqlite3_column_bytes(statement, 0) : 0;
	bool good = length >= CHECKSUM && length - CHECKSUM <= room;

	if (good) {
		*size = length - CHECKSUM;
		good = is_undamaged(blob, *size);
		if (good)
			memcpy(out, blob, *size);
	}
	return store_finish(store, statement, status, NULL) && good;
}

int64_t store_vector_size(struct store *store, int64_t key, enum store_vector_part part)
{
	sqlite3_stmt *statement = BIND(store, SQL_VECTOR_SIZES, INTEGER(key));
	int status = sqlite3_step(statement);
	int64_t size = status == SQLITE_ROW ? sqlite3_column_int64(statement, (int)part) : 0;

	store_finish(store, statement, status, NULL);
	return size >= CHECKSUM ? size - CHECKSUM : -1;
}

/* A part with its checksum, which the caller frees. */
static void *seal(const void *bytes, size_t size)
{
	unsigned char *blob = must_alloc(size + CHECKSUM);

	if (size > 0)
		memcpy(blob, bytes, size);
	write_checksum((uint32_t)hash_block(blob, size), blob + size);
	return blob;
}

static bool put_vector(struct store *store, const struct store_vector *vector, struct error *err)
{
	void *sentence = seal(vector->sentence, vector->sentence_size);
	void *tokens = vector->tokens ? seal(vector->tokens, vector->tokens_size) : NULL;
	bool good = RUN(store, SQL_PUT_VECTOR, err, INTEGER(vector->key),
		BLOB(sentence, vector->sentence_size + CHECKSUM),
		BLOB(tokens, vector->tokens_size + CHECKSUM));

	free(sentence);
	free(tokens);
	return good;
}

bool store_vector_put(
	struct store *store, const struct store_vector *list, size_t count, struct error *err)
{
	bool good = true;

	/* not store_begin, which has the commit wait for the disk */
	if (!store_run(store, SQL_BEGIN_WRITE, NULL, err))
		return false;
	for (size_t i = 0; good && i < count; i++)
		good = put_vector(store, &list[i], err);
	return store_end(store, good, err);
}

static bool drop_others(struct store *store, const int64_t *keys, size_t count, struct error *err)
{
	sqlite3_stmt *statement = store_bind(store, SQL_VECTOR_KEYS, NULL);
	int64_t *others = NULL;
	size_t other_count = 0, room = 0;
	int status;

	while ((status = sqlite3_step(statement)) == SQLITE_ROW) {
		int64_t key = sqlite3_column_int64(statement, 0);

		if (count > 0 && bsearch(&key, keys, count, sizeof key, compare_numbers))
			continue;
		GROW(others, other_count, room);
		others[other_count++] = key;
	}
	bool good = store_finish(store, statement, status, err);

	for (size_t i = 0; good && i < other_count; i++)
		good = RUN(store, SQL_DROP_VECTOR, err, INTEGER(others[i]));
	free(others);
	return good;
}

bool store_vector_keep(struct store *store, const int64_t *keys, size_t count, struct error *err)
{
	return store_run(store, SQL_BEGIN_WRITE, NULL, err) &&
	       store_end(store, drop_others(store, keys, count, err), err);
}

bool store_vector_is_writable(const struct store *store)
{
	return !store->read_only;
}
