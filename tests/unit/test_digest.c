#include "scratch.h"

#include "base/digest.h"
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sha256),
		cmocka_unit_test(test_json),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
