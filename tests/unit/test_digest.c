#include "scratch.h"

#include "base/arena.h"
#include "base/digest.h"
#include "base/hash.h"
#include "base/json.h"

/* FIPS 180-4's examples. */
static const struct {
	const char *text, *hex;
} hashes[] = {
	{"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
	{"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
	{"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
		"248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
};

static void test_sha256(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof hashes / sizeof hashes[0]; i++) {
		char hex[DIGEST_HEX];

		digest_sha256(hashes[i].text, strlen(hashes[i].text), hex);
		assert_string_equal(hex, hashes[i].hex);
	}
}

static const struct {
	const char *text, *json;
} strings[] = {
	{"", "\"\""},
	{"a \"quoted\" word", "\"a \\\"quoted\\\" word\""},
	{"\\b", "\"\\\\b\""},
	{"a\nb\x01\x1f", "\"a\\u000ab\\u0001\\u001f\""},
	{"Sihanouk – អង្គរ 😀", "\"Sihanouk – អង្គរ 😀\""},
};

static void test_json(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof strings / sizeof strings[0]; i++) {
		char *text = NULL;
		size_t size;
		FILE *out = open_memstream(&text, &size);

		json_string(out, strings[i].text);
		fclose(out);
		assert_string_equal(text, strings[i].json);
		free(text);
	}
}

static void test_json_values(void **state)
{
	char *text;
	size_t size;

	(void)state;
	for (int spaced = 0; spaced < 2; spaced++) {
		struct json json = {.out = must_stream(&text, &size), .spaced = spaced};

		json_open(&json, NULL, '{');
		json_text(&json, "a", "\"");
		json_some_text(&json, "none", "");
		json_open(&json, "list", '[');
		json_number(&json, NULL, -1);
		json_raw(&json, NULL, "true");
		json_open(&json, NULL, '{');
		json_close(&json, '}');
		json_close(&json, ']');
		json_some_text(&json, "b", "c");
		json_close(&json, '}');
		must_close(json.out);
		assert_string_equal(
			text, spaced ? "{\"a\": \"\\\"\", \"list\": [-1, true, {}], \"b\": \"c\"}"
				     : "{\"a\":\"\\\"\",\"list\":[-1,true,{}],\"b\":\"c\"}");
		free(text);
	}
}

/* Reference values: FNV-1a from draft-eastlake-fnv, SplitMix64 from the reference code at
 * prng.di.unimi.it/splitmix64.c. */
static void test_hash(void **state)
{
	uint64_t seed = 1234567;

	(void)state;
	assert_int_equal(hash_bytes(HASH_EMPTY, "", 0), 0x811c9dc5u);
	assert_int_equal(hash_bytes(HASH_EMPTY, "a", 1), 0xe40c292cu);
	assert_int_equal(hash_bytes(HASH_EMPTY, "foobar", 6), 0xbf9cf968u);
	assert_int_equal(hash_bytes(hash_bytes(HASH_EMPTY, "foo", 3), "bar", 3), 0xbf9cf968u);
	assert_true(hash_next_random(&seed) == UINT64_C(6457827717110365317));
	assert_true(hash_next_random(&seed) == UINT64_C(3203168211198807973));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sha256),
		cmocka_unit_test(test_json),
		cmocka_unit_test(test_json_values),
		cmocka_unit_test(test_hash),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
