#include "store_fixture.h"

#include "keep/store_vector.h"

static char out[64];
static size_t size;

static bool read_part(struct store *store, int64_t key, enum store_vector_part part)
{
	memset(out, '?', sizeof out);
	size = 99;
	return store_vector_read(store, key, part, out, sizeof out, &size);
}

static void put(struct store *store, int64_t key, const char *sentence, const char *tokens)
{
	const struct store_vector vector = {.key = key,
		.sentence = sentence,
		.sentence_size = strlen(sentence),
		.tokens = tokens,
		.tokens_size = tokens ? strlen(tokens) : 0};
	struct error err;

	if (!store_vector_put(store, &vector, 1, &err))
		fail_msg("%s", err.text);
}

static void test_what_is_put_is_read(void **state)
{
	struct store *store = new_store();

	(void)state;
	assert_false(read_part(store, 1, STORE_VECTOR_SENTENCE));
	assert_int_equal(store_vector_size(store, 1, STORE_VECTOR_SENTENCE), -1);
	put(store, INT64_MIN, "one", NULL);
	put(store, INT64_MAX, "two", "");
	store_close(store);
	store = open_store("t.db", STORE_READ);
	assert_true(read_part(store, INT64_MIN, STORE_VECTOR_SENTENCE));
	assert_int_equal(size, 3);
	assert_memory_equal(out, "one?", 4);
	assert_false(read_part(store, INT64_MIN, STORE_VECTOR_TOKENS));
	assert_int_equal(store_vector_size(store, INT64_MIN, STORE_VECTOR_TOKENS), -1);
	assert_true(read_part(store, INT64_MAX, STORE_VECTOR_TOKENS)); /* there are none */
	assert_int_equal(size, 0);
	assert_int_equal(store_vector_size(store, INT64_MAX, STORE_VECTOR_TOKENS), 0);
	store_close(store);
}

static void test_put_replaces_and_keeps_tokens(void **state)
{
	struct store *store = new_store();

	(void)state;
	put(store, 7, "old", "tokens");
	put(store, 7, "new", NULL);
	assert_true(read_part(store, 7, STORE_VECTOR_SENTENCE));
	assert_memory_equal(out, "new?", 4);
	assert_true(read_part(store, 7, STORE_VECTOR_TOKENS));
	put(store, 7, "new", "more");
	assert_true(read_part(store, 7, STORE_VECTOR_TOKENS));
	assert_memory_equal(out, "more?", 5);
	store_close(store);
}

static void test_damage_is_refused(void **state)
{
	static const char *const damages[] = {
		"UPDATE vector SET sentence = CAST('n' || substr(sentence, 2) AS BLOB)",
		"UPDATE vector SET sentence = zeroblob(7)",
		"UPDATE vector SET sentence = substr(sentence, 1, 6)",
		"UPDATE vector SET sentence = CAST(sentence || x'00' AS BLOB)",
		"UPDATE vector SET sentence = x'010203'",
		"UPDATE vector SET sentence = x''",
		"UPDATE vector SET sentence = zeroblob(1000000)",
		"DELETE FROM vector",
	};

	(void)state;
	for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
		struct store *store = new_store();

		put(store, 1, "one", "tokens");
		assert_int_equal(tamper("t.db", damages[i]), SQLITE_OK);
		if (read_part(store, 1, STORE_VECTOR_SENTENCE))
			fail_msg("read after: %s", damages[i]);
		assert_memory_equal(out, "????", 4);
		put(store, 1, "one", "tokens");
		assert_true(read_part(store, 1, STORE_VECTOR_SENTENCE));
		store_close(store);
	}
}

/* Older versions wrote another checksum. */
static void test_old_checksum(void **state)
{
	struct store *store = new_store();

	(void)state;
	put(store, 1, "four", NULL);
	assert_int_equal(
		tamper("t.db", "UPDATE vector SET sentence = CAST('one' || x'ef1927ba' AS BLOB)"),
		SQLITE_OK);
	assert_true(read_part(store, 1, STORE_VECTOR_SENTENCE));
	assert_int_equal(size, 3);
	assert_memory_equal(out, "one?", 4);
	store_close(store);
}

static void test_too_large(void **state)
{
	struct store *store = new_store();
	char room[4] = "abc";

	(void)state;
	put(store, 1, "four", NULL);
	assert_true(store_vector_read(store, 1, STORE_VECTOR_SENTENCE, room, 4, &size));
	assert_false(store_vector_read(store, 1, STORE_VECTOR_SENTENCE, room, 3, &size));
	store_close(store);
}

static void test_keep_deletes_the_others(void **state)
{
	static const int64_t keys[] = {-5, 0, 3, 9};
	struct store *store = new_store();
	struct error err;

	(void)state;
	for (int64_t key = -6; key < 5; key++)
		put(store, key, "x", NULL);
	assert_true(store_vector_keep(store, keys, 4, &err));
	for (int64_t key = -6; key < 5; key++)
		assert_int_equal(read_part(store, key, STORE_VECTOR_SENTENCE),
			key == -5 || key == 0 || key == 3);
	assert_true(store_vector_keep(store, NULL, 0, &err));
	assert_false(read_part(store, 0, STORE_VECTOR_SENTENCE));
	store_close(store);
}

static void test_read_only(void **state)
{
	const struct store_vector vector = {.key = 1, .sentence = "x", .sentence_size = 1};
	struct store *store = new_store();
	struct error err;

	(void)state;
	assert_true(store_vector_is_writable(store));
	store_close(store);
	store = open_store("t.db", STORE_READ);
	assert_false(store_vector_is_writable(store));
	assert_false(store_vector_put(store, &vector, 1, &err));
	assert_false(read_part(store, 1, STORE_VECTOR_SENTENCE));
	store_close(store);
}

/* They are derived: the chain of revisions and exports do not know them, backups have them. */
static void test_beside_the_facts(void **state)
{
	struct store *store = new_store(), *copy;
	int64_t before, after;
	struct error err;

	(void)state;
	assert_true(store_audit(store, &before, &err));
	put(store, 1, "one", NULL);
	assert_true(store_audit(store, &after, &err));
	assert_int_equal(before, after);
	assert_true(store_backup(store, scratch_path("copy.db"), true, &err));
	copy = open_store("copy.db", STORE_WRITE);
	assert_true(read_part(copy, 1, STORE_VECTOR_SENTENCE));
	assert_true(store_vector_keep(copy, NULL, 0, &err));
	assert_true(store_restore(store, copy, &err));
	assert_false(read_part(store, 1, STORE_VECTOR_SENTENCE));
	put(store, 2, "two", NULL);
	store_close(copy);
	store_close(store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_put_is_read),
		cmocka_unit_test(test_put_replaces_and_keeps_tokens),
		cmocka_unit_test(test_damage_is_refused),
		cmocka_unit_test(test_old_checksum),
		cmocka_unit_test(test_too_large),
		cmocka_unit_test(test_keep_deletes_the_others),
		cmocka_unit_test(test_read_only),
		cmocka_unit_test(test_beside_the_facts),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
