#include "scratch.h"

#include "encode/encoder.h"
#include "encode/kernels.h"

#include <fcntl.h>
#include <math.h>
#include <pthread.h>

#define MODEL "bot/encode/minilm-l6-v2.q8"

static struct encoder *encoder;
static struct encoder_scratch *memory;
static struct encoder_sentence sentence;

static void encode(const char *text)
{
	encoder_encode(encoder, memory, text, strlen(text), &sentence);
}

static int open_model(void **state)
{
	struct error err;

	encoder = encoder_open(MODEL, &err);
	if (!encoder)
		print_error("%s\n", err.text);
	memory = encoder_scratch_new();
	return encoder ? scratch_setup(state) : -1;
}

static int close_model(void **state)
{
	encoder_close(encoder);
	encoder_scratch_free(memory);
	return scratch_teardown(state);
}

/* --- encode.tsv, what float32 says --- */

struct reference {
	char text[4096];
	size_t length, id_count;
	uint32_t ids[ENCODER_TOKENS];
	struct encoder_vector vector;
};

static void unescape(const char *from, size_t length, struct reference *r)
{
	const char *end = from + length;

	r->length = 0;
	while (from < end) {
		unsigned byte = (unsigned char)*from++;

		if (byte == '\\') {
			assert_int_equal(sscanf(from, "x%2x", &byte), 1);
			from += 3;
		}
		assert_in_range(r->length, 0, sizeof r->text - 1);
		r->text[r->length++] = (char)byte;
	}
}

static bool read_reference(FILE *file, struct reference *r)
{
	static char line[8192];
	int squares = 0;

	do {
		if (!fgets(line, sizeof line, file))
			return false;
	} while (*line == '#');
	char *at = strchr(line, '\t');

	assert_non_null(at);
	unescape(line, (size_t)(at - line), r);
	for (r->id_count = 0; *at != '\t' || r->id_count == 0; r->id_count++) {
		assert_in_range(r->id_count, 0, ENCODER_TOKENS - 1);
		r->ids[r->id_count] = (uint32_t)strtoul(at + 1, &at, 10);
	}
	at++;
	for (size_t i = 0; i < ENCODER_SIZE; i++) {
		unsigned byte;

		assert_int_equal(sscanf(at + 2 * i, "%2x", &byte), 1);
		r->vector.n[i] = (int8_t)byte;
		squares += r->vector.n[i] * r->vector.n[i];
	}
	r->vector.scale = 1 / sqrtf((float)squares);
	return true;
}

static void test_reference(void **state)
{
	static struct reference r;
	FILE *file = fopen("tests/unit/encode.tsv", "r");
	uint32_t hash = 0x811c9dc5;
	double sum = 0;
	size_t count = 0;

	(void)state;
	assert_non_null(file);
	for (; read_reference(file, &r); count++) {
		encoder_encode(encoder, memory, r.text, r.length, &sentence);
		bool same = sentence.token_count == r.id_count;

		for (size_t i = 0; same && i < r.id_count; i++)
			same = sentence.tokens[i].id == r.ids[i];
		if (!same)
			fail_msg("other tokens for: %.*s", (int)r.length, r.text);
		float cosine = encoder_cosine(&sentence.vector, &r.vector);

		if (!(cosine >= 0.975F))
			fail_msg("cosine %f for: %.*s", (double)cosine, (int)r.length, r.text);
		sum += (double)cosine;
		for (size_t i = 0; i < ENCODER_SIZE; i++)
			hash = (hash ^ (uint8_t)sentence.vector.n[i]) * 0x01000193;
	}
	fclose(file);
	assert_int_equal(count, 300);
	if (!(sum / (double)count >= 0.996))
		fail_msg("mean cosine %f", sum / (double)count);
	/* The same bits with every compiler and machine. Whoever changes them on purpose counts up
	 * ARITHMETIC in encoder.c, so that stored vectors are made anew. */
	assert_int_equal(hash, 0xad775c26);
}

/* --- instruction sets --- */

static void test_kernels_agree(void **state)
{
	static struct encoder_sentence expected;
	char text[600] = "";

	(void)state;
	if (!kernels_get(1))
		skip();
	for (size_t words = 0; words < 128; words = words < 20 ? words + 1 : words + 27) {
		text[0] = '\0';
		for (size_t i = 0; i < words; i++)
			strcat(text, i % 3 == 0 ? "rice" : i % 3 == 1 ? " in " : "Angkor ");
		memset(&expected, 0, sizeof expected);
		encoder_use(encoder, kernels_get(0));
		encoder_encode(encoder, memory, text, strlen(text), &expected);
		for (size_t k = 1; kernels_get(k); k++) {
			memset(&sentence, 0, sizeof sentence);
			encoder_use(encoder, kernels_get(k));
			encode(text);
			if (memcmp(&sentence, &expected, sizeof expected) != 0)
				fail_msg("%s differs for: %s", kernels_get(k)->name, text);
		}
	}
	encoder_use(encoder, kernels_best());
}

static void test_dots(void **state)
{
	enum { COUNT = 5 };
	int8_t query[ENCODER_SIZE], vectors[COUNT * ENCODER_SIZE];
	int32_t dots[COUNT];
	uint32_t random = 1;

	(void)state;
	for (size_t i = 0; i < sizeof vectors; i++) {
		random = random * 1664525 + 1013904223;
		vectors[i] = (int8_t)(random >> 24);
		query[i % ENCODER_SIZE] = (int8_t)(random >> 16);
	}
	memset(vectors, -128, ENCODER_SIZE); /* never written by the encoder, but read from disk */
	query[0] = -128;
	for (size_t k = 0; kernels_get(k); k++)
		for (size_t count = 0; count <= COUNT; count++) {
			memset(dots, 0, sizeof dots);
			kernels_get(k)->dots(query, vectors, count, dots);
			for (size_t v = 0; v < COUNT; v++) {
				int32_t expected = 0;

				for (size_t i = 0; v < count && i < ENCODER_SIZE; i++)
					expected += query[i] * vectors[v * ENCODER_SIZE + i];
				assert_int_equal(dots[v], expected); /* 0 beyond the count */
			}
		}
}

/* --- what a sentence holds --- */

static const char *token_text(const char *text, size_t i)
{
	static char part[64];
	const struct encoder_token *token = &sentence.tokens[i];

	snprintf(part, sizeof part, "%.*s", (int)(token->end - token->start), text + token->start);
	return part;
}

static void test_spans(void **state)
{
	const char *text = " Phnom Penh: cafe\xcc\x81s\xc2\xad, \xf0\x9f\x8e\x89!";
	static const char *const parts[] = {"", "Ph", "no", "m", "Pen", "h", ":", "cafe\xcc\x81s",
		",", "\xf0\x9f\x8e\x89", "!", ""};

	(void)state;
	encode(text);
	assert_int_equal(sentence.token_count, sizeof parts / sizeof parts[0]);
	for (size_t i = 0; i < sentence.token_count; i++)
		assert_string_equal(token_text(text, i), parts[i]);
	assert_int_equal(sentence.tokens[11].start, strlen(text));
	assert_true(fabsf(sentence.unknown - 0.1F) < 1e-6F);
}

static void test_meaning(void **state)
{
	struct encoder_vector question;

	(void)state;
	encode("Who was the king of Cambodia?");
	question = sentence.vector;
	assert_true(fabsf(encoder_cosine(&question, &question) - 1) < 1e-6F);
	encode("Norodom Sihanouk reigned as monarch in Phnom Penh.");
	float near = encoder_cosine(&question, &sentence.vector);

	encode("The train to Leeds was late because of the snow.");
	float far = encoder_cosine(&question, &sentence.vector);

	assert_true(near > 0.4F && far < 0.2F);
}

/* A word means the same in another place: its token's vector is nearer to itself than to others. */
static void test_token_vectors(void **state)
{
	struct encoder_vector river;

	(void)state;
	encode("the river is wide");
	river = sentence.tokens[2].vector;
	encode("boats on a long river");
	float same = encoder_cosine(&river, &sentence.tokens[5].vector);

	for (size_t i = 1; i < 5; i++)
		assert_true(encoder_cosine(&river, &sentence.tokens[i].vector) < same);
}

static void encode_after(const char *before, const char *text)
{
	memset(&sentence, 0, sizeof sentence);
	encoder_encode_after(
		encoder, memory, before, strlen(before), text, strlen(text), &sentence);
}

/* What comes before a text changes its vectors, but none of them stands for it. */
static void test_after(void **state)
{
	static struct encoder_sentence alone;
	const char *text = "It is wide.", *other = "Boats sail on the river.";
	struct encoder_vector river;

	(void)state;
	encode("the river");
	river = sentence.vector;
	encode_after("", text);
	alone = sentence;
	memset(&sentence, 0, sizeof sentence);
	encode(text);
	assert_memory_equal(&sentence, &alone, sizeof alone);
	encode_after(other, text);
	assert_int_equal(sentence.token_count, alone.token_count);
	for (size_t i = 0; i < alone.token_count; i++) {
		assert_int_equal(sentence.tokens[i].id, alone.tokens[i].id);
		assert_int_equal(sentence.tokens[i].start, alone.tokens[i].start);
	}
	assert_true(encoder_cosine(&river, &sentence.vector) >
		    encoder_cosine(&river, &alone.vector) + 0.1F);
	assert_true(encoder_cosine(&river, &sentence.tokens[1].vector) >
		    encoder_cosine(&river, &alone.tokens[1].vector) + 0.1F);
	encode_after(other, "");
	alone = sentence;
	encode_after("", "");
	assert_memory_equal(&sentence, &alone, sizeof alone);
}

/* A text keeps all of its tokens; those right before it are kept rather than others. */
static void test_after_much(void **state)
{
	static struct encoder_sentence expected;
	char before[1024] = "", longer[1024] = "boat boat ", text[1024] = "";

	(void)state;
	for (int i = 0; i < 100; i++)
		strcat(text, "rice ");
	for (int i = 0; i < 26; i++)
		strcat(before, "river ");
	strcat(longer, before);
	encode_after(before, text);
	expected = sentence;
	assert_int_equal(expected.token_count, 102);
	encode_after(longer, text);
	assert_memory_equal(&sentence, &expected, sizeof expected);
	for (int i = 0; i < 30; i++)
		strcat(text, "rice ");
	encode_after("", text);
	expected = sentence;
	encode_after(before, text);
	assert_memory_equal(&sentence, &expected, sizeof expected);
}

/* --- any input --- */

static void check_sound(size_t length)
{
	uint32_t start = 0;

	assert_in_range(sentence.token_count, 2, ENCODER_TOKENS);
	assert_true(sentence.unknown >= 0 && sentence.unknown <= 1);
	for (size_t i = 0; i < sentence.token_count; i++) {
		const struct encoder_token *token = &sentence.tokens[i];

		assert_true(token->vector.scale > 0 && token->vector.scale < 1);
		assert_true(token->start <= token->end && token->end <= length);
		assert_true(i == 0 || token->start >= start);
		start = token->start;
	}
	assert_true(sentence.vector.scale > 0 && sentence.vector.scale < 1);
}

static void test_any_input(void **state)
{
	static char many[10000], word[400];
	static const struct {
		const char *text;
		size_t length, tokens;
		float unknown;
	} cases[] = {
		{"", 0, 2, 0},
		{" \t\r\n ", 5, 2, 0},
		{"\0\0", 2, 2, 0},
		{"\xff\xfe\x80", 3, 2, 0},
		{"ri\xffver", 6, 3, 0},
		{"river\xf0\x9f", 7, 3, 0},
		{"\xed\xa0\x80river", 8, 3, 0},
		{"\xe1\x9e\x97\xe1\x9f\x92\xe1\x9e\x93\xe1\x9f\x86", 12, 3, 1},
		{"\xf0\x9f\x98\x80 river", 10, 4, 0.5F},
		{"\xcc\x81\xcc\x81", 4, 2, 0},
		{many, sizeof many, 128, 0},
		{word, sizeof word, 3, 1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof many; i += 5)
		memcpy(many + i, "rice ", 5);
	memset(word, 'a', sizeof word);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		encoder_encode(encoder, memory, cases[i].text, cases[i].length, &sentence);
		assert_int_equal(sentence.token_count, cases[i].tokens);
		assert_true(fabsf(sentence.unknown - cases[i].unknown) < 1e-6F);
		check_sound(cases[i].length);
	}
}

/* --- the file --- */

static void copy_model(const char *to)
{
	static char bytes[1 << 20];
	FILE *in = fopen(MODEL, "rb"), *out = fopen(to, "wb");
	size_t size;

	assert_non_null(in);
	assert_non_null(out);
	while ((size = fread(bytes, 1, sizeof bytes, in)) > 0)
		assert_int_equal(fwrite(bytes, 1, size, out), size);
	fclose(in);
	assert_int_equal(fclose(out), 0);
}

static void refuse(const char *path, const char *reason)
{
	struct error err = {.text = ""};

	assert_null(encoder_open(path, &err));
	assert_says(err.text, path);
	assert_says(err.text, reason);
}

/* Opens the model with length bytes at an offset changed, which are put back. */
static void with_change(const char *path, size_t at, const void *bytes, size_t length,
	void (*check)(const char *path, const char *reason), const char *reason)
{
	char before[64];
	int file = open(path, O_RDWR | O_CLOEXEC);

	assert_true(file >= 0 && length <= sizeof before);
	assert_int_equal(pread(file, before, length, (off_t)at), (ssize_t)length);
	assert_int_equal(pwrite(file, bytes, length, (off_t)at), (ssize_t)length);
	check(path, reason);
	assert_int_equal(pwrite(file, before, length, (off_t)at), (ssize_t)length);
	close(file);
}

static void test_refuses(void **state)
{
	static const struct {
		size_t at;
		uint32_t value;
		const char *reason;
	} changes[] = {
		{0, 0x4c4d4958, "MINILMQ8"},
		{8, 2, "of version 2"},
		{16, 23992001, "copy it again"},
		{24, 12, "layers is 12, expected 6"},
		{28, 768, "hidden size is 768"},
		{40, 65535, "the vocabulary's size"},
		{40, 30000, "damaged"},
		{40, 60000, "damaged"},
		{44, 0xffffffff, "positions"},
		{64, 30522, "special ids"},
		{76, 65537, "65537 hash slots"},
		{76, 0, "0 hash slots"},
		{76, 131072, "damaged"},
		{80, 129, "offset of the vocabulary"},
		{88, 454400, "header says 454400"},
		{92, 1, "the tensors begin at"},
		{128 + 4 * 700, 0xfffffff0, "piece 701"},
	};
	const uint16_t bad_id = 30522;
	const char *path = scratch_path("model.q8");

	(void)state;
	copy_model(path);
	for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++)
		with_change(path, changes[i].at, &changes[i].value, 4, refuse, changes[i].reason);
	with_change(path, 454336 - 128, &bad_id, 2, refuse, "hash slot");
	assert_int_equal(truncate(path, 23991936), 0);
	refuse(path, "23991936 bytes long, but its header says 23992000");
	assert_int_equal(truncate(path, 127), 0);
	refuse(path, "not a model file");
	assert_int_equal(truncate(path, 0), 0);
	refuse(path, "not a model file");
	assert_int_equal(unlink(path), 0);
	refuse(path, "No such file");
	refuse(scratch, "not a model file");
	assert_null(encoder_open(path, NULL));
}

/* Opens a changed model; what it takes for good may give wrong vectors, but no more than that. */
static void open_and_encode(const char *path, const char *text)
{
	struct encoder *changed = encoder_open(path, NULL);

	if (!changed)
		return;
	for (size_t k = 0; kernels_get(k); k++) {
		encoder_use(changed, kernels_get(k));
		encoder_encode(changed, memory, text, strlen(text), &sentence);
		assert_in_range(sentence.token_count, 2, ENCODER_TOKENS);
	}
	encoder_close(changed);
}

static void test_changed_bytes(void **state)
{
	const uint32_t nan = 0x7fc00000, infinity = 0x7f800000, huge = 0x7f7fffff,
		       ones = 0xffffffff;
	const uint32_t *const values[] = {&nan, &infinity, &huge, &ones};
	const size_t vocabulary = 128, words = 454336, scales = 12174784, size = 23992000;
	const char *path = scratch_path("model.q8");
	uint32_t random = 7;

	(void)state;
	copy_model(path);
	for (size_t i = 0; i < 64; i++) {
		random = random * 1664525 + 1013904223;
		size_t from = i % 4 == 0 ? vocabulary : i % 4 == 1 ? words : scales;
		size_t at = from + (random >> 2) % ((i % 4 == 0 ? words : size) - from - 4);

		with_change(path, at / 4 * 4, values[(random >> 8) % 4], 4, open_and_encode,
			"Who built Angkor Wat?");
	}
	/* the last LayerNorm's weights, all of them at hand in every sentence */
	with_change(path, size - 2 * 1536, &nan, 4, open_and_encode, "rice");
}

static void test_verify(void **state)
{
	const char *path = scratch_path("model.q8");
	struct error err = {.text = ""};

	(void)state;
	assert_true(encoder_verify(encoder, &err));
	assert_string_equal(encoder_id(encoder), "minilmq8-7f58bc7e-1");
	copy_model(path);
	int file = open(path, O_WRONLY | O_CLOEXEC);

	assert_int_equal(pwrite(file, "x", 1, 20000000), 1);
	close(file);
	struct encoder *changed = encoder_open(path, &err);

	assert_non_null(changed);
	assert_false(encoder_verify(changed, &err));
	assert_says(err.text, "model.q8: damaged: its checksum is");
	encoder_close(changed);
}

/* --- threads --- */

static void *encode_often(void *out)
{
	struct encoder_scratch *own = encoder_scratch_new();

	for (int i = 0; i < 20; i++)
		encoder_encode(encoder, own, "Who built Angkor Wat?", 21, out);
	encoder_scratch_free(own);
	return NULL;
}

static void test_threads(void **state)
{
	static struct encoder_sentence others[2];
	pthread_t threads[2];

	(void)state;
	memset(&sentence, 0, sizeof sentence);
	encode("Who built Angkor Wat?");
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, encode_often, &others[i]), 0);
	for (size_t i = 0; i < 2; i++) {
		pthread_join(threads[i], NULL);
		assert_memory_equal(&others[i], &sentence, sizeof sentence);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reference),
		cmocka_unit_test(test_kernels_agree),
		cmocka_unit_test(test_dots),
		cmocka_unit_test(test_spans),
		cmocka_unit_test(test_meaning),
		cmocka_unit_test(test_token_vectors),
		cmocka_unit_test(test_after),
		cmocka_unit_test(test_after_much),
		cmocka_unit_test(test_any_input),
		cmocka_unit_test(test_refuses),
		cmocka_unit_test(test_changed_bytes),
		cmocka_unit_test(test_verify),
		cmocka_unit_test(test_threads),
	};

	return cmocka_run_group_tests(tests, open_model, close_model);
}
