#include "store_fixture.h"

#include "ask/embedding.h"
#include "keep/store_vector.h"

#define MODEL "bot/encode/minilm-l6-v2.q8"

static struct encoder *encoder;
static struct encoder_scratch *memory;
static struct encoder_sentence expected, got;

static int open_model(void **state)
{
	encoder = encoder_open(MODEL, NULL);
	memory = encoder_scratch_new();
	return encoder ? scratch_setup(state) : -1;
}

static int close_model(void **state)
{
	encoder_close(encoder);
	encoder_scratch_free(memory);
	return scratch_teardown(state);
}

/* Sets expected. Encoding takes long under sanitizers, so the same text is not encoded again. */
static void encode(const char *text)
{
	static char last[128] = "?";

	if (strcmp(text, last) == 0)
		return;
	snprintf(last, sizeof last, "%s", text);
	memset(&expected, 0, sizeof expected);
	encoder_encode(encoder, memory, text, strlen(text), &expected);
}

static struct embeddings *embeddings_of(struct store *store)
{
	struct error err;
	struct embeddings *embeddings = embeddings_new(MODEL, store, &err);

	if (!embeddings)
		fail_msg("%s", err.text);
	return embeddings;
}

/* One number from a query on t.db. */
static int64_t query(const char *sql)
{
	sqlite3 *db;
	sqlite3_stmt *statement;

	assert_int_equal(sqlite3_open(scratch_path("t.db"), &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
	int64_t number = sqlite3_column_int64(statement, 0);

	sqlite3_finalize(statement);
	sqlite3_close(db);
	return number;
}

static void check_sentence(struct embeddings *embeddings, const char *text)
{
	struct encoder_vector vector;

	encode(text);
	assert_true(embeddings_sentence(embeddings, text, &vector));
	assert_memory_equal(vector.n, expected.vector.n, sizeof vector.n);
	assert_true(vector.scale == expected.vector.scale);
}

static void check_embedding(const struct embedding *embedding, const char *text)
{
	encode(text);
	assert_int_equal(embedding->token_count, expected.token_count - 2);
	for (size_t t = 0; t < embedding->token_count; t++) {
		assert_memory_equal(embedding->tokens + t * ENCODER_SIZE,
			expected.tokens[t + 1].vector.n, ENCODER_SIZE);
		assert_true(embedding->scales[t] == expected.tokens[t + 1].vector.scale);
	}
}

/* --- no encoder --- */

static void test_no_encoder(void **state)
{
	const char *path = scratch_path("none.q8"), *texts[] = {"a"};
	struct encoder_vector vector;
	struct error err;

	(void)state;
	assert_null(embeddings_new(path, NULL, &err));
	assert_says(err.text, path);
	assert_null(embeddings_new(scratch_write("bad.q8", "MINILMQ8"), NULL, &err));
	assert_says(err.text, "bad.q8");
	embeddings_free(NULL);
	assert_null(embeddings_encoder(NULL));
	assert_false(embeddings_sentence(NULL, "a", &vector));
	assert_null(embeddings_statement(NULL, "a"));
	assert_false(embeddings_question(NULL, "a", &got));
	assert_true(embeddings_fill(NULL, texts, NULL, 1, NULL, NULL, &err));
	assert_true(embeddings_keep(NULL, texts, 1, &err));
}

static void test_no_database(void **state)
{
	const char *texts[] = {"one river", "two rivers", "one river"};
	struct embeddings *embeddings = embeddings_of(NULL);
	struct error err;

	(void)state;
	assert_true(embeddings_fill(embeddings, texts, NULL, 3, NULL, NULL, &err));
	for (size_t i = 0; i < 3; i++)
		check_sentence(embeddings, texts[i]);
	check_embedding(embeddings_statement(embeddings, "one river"), "one river");
	embeddings_free(embeddings);
}

/* --- the database --- */

static void test_sentences_are_stored(void **state)
{
	struct store *store = new_store();
	struct embeddings *embeddings = embeddings_of(store);
	struct encoder_vector a, b;

	(void)state;
	check_sentence(embeddings, "who was the king");
	check_sentence(embeddings, "when did it rain");
	check_sentence(embeddings, "who was the king");
	assert_int_equal(query("SELECT count(*) FROM vector WHERE tokens IS NULL"), 2);
	embeddings_free(embeddings);

	/* what is in the database is not encoded again, as one that stands for two shows */
	assert_int_equal(
		tamper("t.db", "UPDATE vector SET sentence = (SELECT min(sentence) FROM vector)"),
		SQLITE_OK);
	embeddings = embeddings_of(store);
	assert_true(embeddings_sentence(embeddings, "who was the king", &a));
	assert_true(embeddings_sentence(embeddings, "when did it rain", &b));
	assert_memory_equal(a.n, b.n, sizeof a.n);
	embeddings_free(embeddings);
	store_close(store);
}

static void test_statements_are_stored(void **state)
{
	static const char *const texts[] = {
		"Angkor Wat was built by Suryavarman II.", "", "ភ្នំពេញ", "The king fled."};
	struct store *store = new_store();
	struct embeddings *embeddings = embeddings_of(store);

	(void)state;
	for (size_t i = 0; i < 4; i++)
		check_embedding(embeddings_statement(embeddings, texts[i]), texts[i]);
	embeddings_free(embeddings);
	embeddings = embeddings_of(store);
	for (size_t i = 0; i < 4; i++)
		check_embedding(embeddings_statement(embeddings, texts[i]), texts[i]);
	embeddings_free(embeddings);
	assert_int_equal(query("SELECT count(*) FROM vector WHERE tokens IS NOT NULL"), 4);

	assert_int_equal(
		tamper("t.db", "UPDATE vector SET tokens = (SELECT max(tokens) FROM vector)"),
		SQLITE_OK);
	embeddings = embeddings_of(store);
	size_t tokens = embeddings_statement(embeddings, texts[0])->token_count;

	assert_int_equal(embeddings_statement(embeddings, texts[3])->token_count, tokens);
	embeddings_free(embeddings);
	store_close(store);
}

/* A text with another before it is not the same as the text alone. */
static void test_text_before(void **state)
{
	static const char *const texts[] = {"He fled.", "He fled.\nThe king lost."};
	static const bool with_tokens[] = {true, true};
	struct store *store = new_store();
	struct embeddings *embeddings = embeddings_of(store);
	struct error err;

	(void)state;
	assert_true(embeddings_fill(embeddings, texts, with_tokens, 2, NULL, NULL, &err));
	assert_int_equal(query("SELECT count(*) FROM vector WHERE tokens IS NOT NULL"), 2);
	for (int round = 0; round < 2; round++) {
		const struct embedding *got_now = embeddings_statement(embeddings, texts[1]);

		encoder_encode_after(encoder, memory, "The king lost.", 14, "He fled.", 8, &got);
		assert_int_equal(got_now->token_count, got.token_count - 2);
		assert_memory_equal(got_now->tokens, got.tokens[1].vector.n, ENCODER_SIZE);
		check_embedding(embeddings_statement(embeddings, texts[0]), texts[0]);
		embeddings_free(embeddings);
		embeddings = embeddings_of(round == 0 ? NULL : store); /* encoded, not read */
	}
	embeddings_free(embeddings);
	store_close(store);
}

/* A sentence vector that is there does not stand for the tokens, and is not lost for them. */
static void test_sentence_then_statement(void **state)
{
	struct store *store = new_store();
	struct embeddings *embeddings = embeddings_of(store);

	(void)state;
	check_sentence(embeddings, "The king fled.");
	check_embedding(embeddings_statement(embeddings, "The king fled."), "The king fled.");
	assert_int_equal(query("SELECT count(*) FROM vector WHERE tokens IS NOT NULL"), 1);
	embeddings_free(embeddings);
	store_close(store);
}

static void put_raw(struct store *store, size_t sentence_size, size_t tokens_size)
{
	static const char bytes[130 * ENCODER_SIZE] = "1";
	const struct store_vector vector = {.key = query("SELECT key FROM vector"),
		.sentence = bytes,
		.sentence_size = sentence_size,
		.tokens = bytes,
		.tokens_size = tokens_size};

	assert_true(store_vector_put(store, &vector, 1, NULL));
}

static void test_damage_is_mended(void **state)
{
	static const char *const damages[] = {"UPDATE vector SET sentence = zeroblob(388)",
		"UPDATE vector SET tokens = zeroblob(length(tokens))",
		"UPDATE vector SET tokens = x'', sentence = x''",
		"UPDATE vector SET tokens = zeroblob(200000)"};
	static const size_t sizes[][2] = {{5, 5}, {ENCODER_SIZE + 1, ENCODER_SIZE + 1},
		{0, 1}, {ENCODER_SIZE, 127 * ENCODER_SIZE}, {ENCODER_SIZE, ENCODER_SIZE - 1}};
	const char *text = "The king fled to Beijing.";

	(void)state;
	for (size_t i = 0; i < 4 + 5; i++) {
		struct store *store = new_store();
		struct embeddings *embeddings = embeddings_of(store);

		embeddings_statement(embeddings, text);
		embeddings_free(embeddings);
		if (i < 4)
			assert_int_equal(tamper("t.db", damages[i]), SQLITE_OK);
		else
			put_raw(store, sizes[i - 4][0], sizes[i - 4][1]);
		for (int round = 0; round < 2; round++) {
			embeddings = embeddings_of(store);
			check_embedding(embeddings_statement(embeddings, text), text);
			check_sentence(embeddings, text);
			embeddings_free(embeddings);
		}
		assert_int_equal(query("SELECT length(sentence) FROM vector"), ENCODER_SIZE + 4);
		assert_int_equal(query("SELECT (length(tokens) - 4) % 384 FROM vector"), 0);
		store_close(store);
	}
}

static void test_another_model(void **state)
{
	static char bytes[1 << 20];
	FILE *in = fopen(MODEL, "rb"), *out = fopen(scratch_path("other.q8"), "wb");
	struct store *store = new_store();
	struct embeddings *embeddings = embeddings_of(store);

	(void)state;
	check_sentence(embeddings, "who was the king");
	embeddings_free(embeddings);
	for (size_t size; (size = fread(bytes, 1, sizeof bytes, in)) > 0;)
		assert_int_equal(fwrite(bytes, 1, size, out), size);
	fclose(in);
	assert_int_equal(fseek(out, 12, SEEK_SET), 0); /* its checksum, which names it */
	assert_int_equal(fwrite("abcd", 1, 4, out), 4);
	assert_int_equal(fclose(out), 0);
	assert_int_equal(tamper("t.db", "UPDATE vector SET sentence = zeroblob(388)"), SQLITE_OK);
	embeddings = embeddings_new(scratch_path("other.q8"), store, NULL);
	assert_non_null(embeddings);
	check_sentence(embeddings, "who was the king");
	assert_int_equal(query("SELECT count(*) FROM vector"), 2);
	embeddings_free(embeddings);
	store_close(store);
}

static void test_read_only(void **state)
{
	const char *texts[] = {"who was the king", "a new text", "another text"};
	const bool with_tokens[] = {false, true, false};
	struct store *store = new_store();
	struct embeddings *embeddings = embeddings_of(store);
	struct error err;

	(void)state;
	check_sentence(embeddings, "who was the king");
	embeddings_free(embeddings);
	store_close(store);
	store = open_store("t.db", STORE_READ);
	embeddings = embeddings_of(store);
	assert_true(embeddings_fill(embeddings, texts, with_tokens, 3, NULL, NULL, &err));
	for (size_t i = 0; i < 3; i++)
		check_sentence(embeddings, texts[i]);
	check_embedding(embeddings_statement(embeddings, texts[1]), texts[1]);
	assert_true(embeddings_keep(embeddings, NULL, 0, &err));
	assert_int_equal(query("SELECT count(*) FROM vector"), 1);
	embeddings_free(embeddings);
	store_close(store);
}

/* --- memory --- */

static void test_statements_in_memory(void **state)
{
	struct store *store = new_store();
	struct embeddings *embeddings = embeddings_of(store);
	char text[32];

	(void)state;
	const struct embedding *first = embeddings_statement(embeddings, "The first.");
	const int8_t *tokens = first->tokens;

	embeddings_statement(embeddings, "The second.");
	for (int i = 0; i < EMBEDDINGS_STATEMENTS; i++) {
		if (i % 100 == 0)
			assert_ptr_equal(embeddings_statement(embeddings, "The first."), first);
		snprintf(text, sizeof text, "%d", i);
		embeddings_statement(embeddings, text);
	}
	assert_ptr_equal(first->tokens, tokens);
	check_embedding(first, "The first.");
	check_embedding(embeddings_statement(embeddings, "The second."), "The second.");
	check_embedding(embeddings_statement(embeddings, "0"), "0");
	embeddings_free(embeddings);
	store_close(store);
}

static void test_questions_are_not_stored(void **state)
{
	struct store *store = new_store();
	struct embeddings *embeddings = embeddings_of(store);
	char text[32];

	(void)state;
	for (int i = 0; i < 70; i++) { /* 64 are remembered */
		snprintf(text, sizeof text, "%d", i < 66 ? i : i % 2 * 65);
		encode(text);
		memset(&got, 0, sizeof got);
		assert_true(embeddings_question(embeddings, text, &got));
		assert_int_equal(got.token_count, expected.token_count);
		assert_memory_equal(&got.vector, &expected.vector, sizeof got.vector);
		assert_memory_equal(got.tokens, expected.tokens,
			expected.token_count * sizeof *expected.tokens);
	}
	assert_int_equal(query("SELECT count(*) FROM vector"), 0);
	embeddings_free(embeddings);
	store_close(store);
}

/* --- many --- */

enum { MANY = 40 };

static char texts[MANY][80];
static const char *list[MANY];
static bool with_tokens[MANY];

/* Of different lengths; the last is the first again, but with tokens. */
static void write_texts(void)
{
	for (int i = 0; i < MANY; i++) {
		int n = i == MANY - 1 ? 0 : i;

		snprintf(texts[i], sizeof texts[i], "%.*s %d", n % 7 * 11,
			"the king of Cambodia went by boat from Phnom Penh to Kampong Chhnang", n);
		list[i] = texts[i];
		with_tokens[i] = i % 3 == 2;
	}
}

static bool count_calls(void *context, size_t done, size_t total)
{
	assert_in_range(done, 1, total);
	++*(size_t *)context;
	return true;
}

static bool stop_at_five(void *context, size_t done, size_t total)
{
	(void)context;
	(void)total;
	return done < 5;
}

static void test_fill_gives_the_bits_of_one_thread(void **state)
{
	struct store *store = new_store();
	struct embeddings *embeddings = embeddings_of(store);
	size_t calls = 0;
	struct error err;
	char attach[600];

	(void)state;
	write_texts();
	for (size_t i = 0; i < MANY; i++)
		if (with_tokens[i])
			check_embedding(embeddings_statement(embeddings, list[i]), list[i]);
		else
			check_sentence(embeddings, list[i]);
	embeddings_free(embeddings);
	assert_true(store_backup(store, scratch_path("serial.db"), true, &err));
	store_close(store);

	store = new_store();
	embeddings = embeddings_of(store);
	assert_true(
		embeddings_fill(embeddings, list, with_tokens, MANY, count_calls, &calls, &err));
	assert_in_range(calls, 1, MANY - 1);
	assert_int_equal(query("SELECT count(*) FROM vector"), MANY - 1);
	snprintf(attach, sizeof attach,
		"ATTACH '%s' AS serial; CREATE TABLE different AS"
		" SELECT * FROM vector EXCEPT SELECT * FROM serial.vector",
		scratch_path("serial.db"));
	assert_int_equal(tamper("t.db", attach), SQLITE_OK);
	assert_int_equal(query("SELECT count(*) FROM different"), 0);
	calls = 0;
	assert_true(
		embeddings_fill(embeddings, list, with_tokens, MANY, count_calls, &calls, &err));
	assert_int_equal(calls, 0); /* nothing was left */
	embeddings_free(embeddings);
	store_close(store);
}

static void test_fill_can_be_stopped(void **state)
{
	struct store *store = new_store();
	struct embeddings *embeddings = embeddings_of(store);
	struct error err;

	(void)state;
	write_texts();
	assert_false(
		embeddings_fill(embeddings, list, with_tokens, MANY, stop_at_five, NULL, &err));
	assert_says(err.text, "interrupted");
	assert_in_range(query("SELECT count(*) FROM vector"), 5, MANY - 1);
	assert_true(embeddings_fill(embeddings, list, with_tokens, MANY, NULL, NULL, &err));
	assert_int_equal(query("SELECT count(*) FROM vector"), MANY - 1);
	embeddings_free(embeddings);
	store_close(store);
}

static void test_fill_mends_sentences(void **state)
{
	struct store *store = new_store();
	struct embeddings *embeddings = embeddings_of(store);
	struct error err;

	(void)state;
	write_texts();
	assert_true(embeddings_fill(embeddings, list, with_tokens, 9, NULL, NULL, &err));
	assert_int_equal(tamper("t.db", "UPDATE vector SET sentence = zeroblob(388)"), SQLITE_OK);
	assert_true(embeddings_fill(embeddings, list, with_tokens, 9, NULL, NULL, &err));
	assert_int_equal(query("SELECT sum(sentence = zeroblob(388)) FROM vector"), 0);
	embeddings_free(embeddings);
	store_close(store);
}

static void test_keep(void **state)
{
	struct store *store = new_store();
	struct embeddings *embeddings = embeddings_of(store);
	struct error err;

	(void)state;
	write_texts();
	assert_true(embeddings_fill(embeddings, list, NULL, 20, NULL, NULL, &err));
	assert_true(embeddings_keep(embeddings, list + 15, 10, &err));
	assert_int_equal(query("SELECT count(*) FROM vector"), 5);
	assert_true(embeddings_fill(embeddings, list + 15, NULL, 5, stop_at_five, NULL, &err));
	embeddings_free(embeddings);
	store_close(store);
}

/* --- which texts --- */

static void test_choice(void **state)
{
	(void)state;
	assert_int_equal(embedding_choice(0, 0), 0);
	for (size_t count = 1; count < 70; count++) {
		size_t k = 0, before = 0, at;

		for (; (at = embedding_choice(count, k)) < count; k++) {
			assert_int_equal(
				at, count <= EMBEDDING_CHOSEN ? k : k * count / EMBEDDING_CHOSEN);
			assert_true(k == 0 ? at == 0 : at > before);
			before = at;
		}
		assert_int_equal(k, count < EMBEDDING_CHOSEN ? count : EMBEDDING_CHOSEN);
	}
}

static void test_the_sentence_before(void **state)
{
	struct citation here = {.source = "a", .locator = "2", .quote = ""}, other = here;
	struct fact before = {.says = "The king lost.", .citations = &here, .citation_count = 1};
	struct fact fact = {.says = "He fled.", .citations = &other, .citation_count = 1};
	struct question question = {.text = "Who fled?"};
	struct embedding_texts chosen = {0};
	char storage[EMBEDDING_TEXT], longest[EMBEDDING_TEXT];

	(void)state;
	assert_string_equal(embedding_statement_text(&fact, NULL, storage), "He fled.");
	assert_string_equal(
		embedding_statement_text(&fact, &before, storage), "He fled.\nThe king lost.");
	embedding_texts_add(&chosen, &fact, &before);
	assert_string_equal(chosen.list[0], "He fled.\nThe king lost.");
	assert_true(chosen.with_tokens[0]);
	embedding_texts_free(&chosen);
	memset(longest, 'a', sizeof longest);
	longest[sizeof longest - 1] = '\0';
	before.says = longest;
	assert_string_equal(embedding_statement_text(&fact, &before, storage), "He fled.");
	before.says = "The king lost.";
	other.locator = "3"; /* another paragraph */
	assert_string_equal(embedding_statement_text(&fact, &before, storage), "He fled.");
	other.locator = here.locator;
	other.quote = "he fled"; /* in somebody's words */
	assert_string_equal(embedding_statement_text(&fact, &before, storage), "He fled.");
	other.quote = "";
	before.questions = &question; /* somebody has worked on it */
	before.question_count = 1;
	assert_string_equal(embedding_statement_text(&fact, &before, storage), "He fled.");
}

static void test_texts_of_a_fact(void **state)
{
	char names[40][16];
	struct question questions[40];
	struct fact fact = {.says = "It Rained.", .questions = questions};
	struct embedding_texts chosen = {0};

	(void)state;
	for (int i = 0; i < 40; i++) {
		snprintf(names[i], sizeof names[i], "Question %d?", i);
		questions[i] = (struct question){
			.kind = i % 4 == 3 ? QUESTION_NOT : (enum question_kind)(i % 4),
			.text = names[i]};
	}
	embedding_texts_add(&chosen, &fact, NULL);
	assert_int_equal(chosen.count, 1);
	fact.question_count = 40; /* 30 questions, 10 near misses */
	embedding_texts_add(&chosen, &fact, NULL);
	assert_int_equal(chosen.count, 1 + 1 + 2 * EMBEDDING_CHOSEN);
	assert_string_equal(chosen.list[1], "It Rained.");
	assert_true(chosen.with_tokens[1]);
	for (size_t k = 0; k < EMBEDDING_CHOSEN; k++) {
		char expects[16];
		size_t asked = k * 30 / EMBEDDING_CHOSEN, missed = k * 10 / EMBEDDING_CHOSEN;

		snprintf(expects, sizeof expects, "question %zu?", asked / 3 * 4 + asked % 3);
		assert_string_equal(chosen.list[2 + k], expects);
		snprintf(expects, sizeof expects, "question %zu?", missed * 4 + 3);
		assert_string_equal(chosen.list[2 + EMBEDDING_CHOSEN + k], expects);
		assert_false(
			chosen.with_tokens[2 + k] || chosen.with_tokens[2 + EMBEDDING_CHOSEN + k]);
	}
	embedding_texts_free(&chosen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_encoder),
		cmocka_unit_test(test_no_database),
		cmocka_unit_test(test_sentences_are_stored),
		cmocka_unit_test(test_statements_are_stored),
		cmocka_unit_test(test_text_before),
		cmocka_unit_test(test_sentence_then_statement),
		cmocka_unit_test(test_damage_is_mended),
		cmocka_unit_test(test_another_model),
		cmocka_unit_test(test_read_only),
		cmocka_unit_test(test_statements_in_memory),
		cmocka_unit_test(test_questions_are_not_stored),
		cmocka_unit_test(test_fill_gives_the_bits_of_one_thread),
		cmocka_unit_test(test_fill_can_be_stopped),
		cmocka_unit_test(test_fill_mends_sentences),
		cmocka_unit_test(test_keep),
		cmocka_unit_test(test_choice),
		cmocka_unit_test(test_the_sentence_before),
		cmocka_unit_test(test_texts_of_a_fact),
	};

	return cmocka_run_group_tests(tests, open_model, close_model);
}
