#include "ask/token_alignment.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

/* Axes that stand for meanings. */
enum { MARK, PERSON, BUILD, BRIDGE, RIVER };

static struct encoder_sentence question;
static int8_t tokens[8 * ENCODER_SIZE];
static float scales[8];
static struct embedding statement;

/* A vector of length 1 that is like both: the cosine with each is 1, or 0.71 if they differ. */
static struct encoder_vector like(int meaning, int other)
{
	struct encoder_vector vector = {.scale = meaning == other ? 0.01f : 0.00707107f};

	vector.n[meaning] = vector.n[other] = 100;
	return vector;
}

static void ask(const char *text, const int *meanings)
{
	uint32_t at = 0;

	question.tokens[0].vector = like(MARK, MARK);
	question.token_count = 1;
	for (size_t i = 0; text[at]; i++) {
		uint32_t end = at + (uint32_t)strcspn(text + at, " ");

		question.tokens[question.token_count++] = (struct encoder_token){
			.vector = like(meanings[i], meanings[i]), .start = at, .end = end};
		at = end + (text[end] == ' ');
	}
	question.tokens[question.token_count++].vector = like(MARK, MARK);
}

static void state(const struct encoder_vector *vectors, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		memcpy(tokens + i * ENCODER_SIZE, vectors[i].n, ENCODER_SIZE);
		scales[i] = vectors[i].scale;
	}
	statement = (struct embedding){.token_count = count, .tokens = tokens, .scales = scales};
}

static void assert_near(float value, float expected)
{
	assert_true(fabsf(value - expected) < 0.001f);
}

static void test_answer_is_fresh(void **unused)
{
	struct encoder_vector stated[] = {
		like(PERSON, PERSON), like(BUILD, BUILD), like(RIVER, BRIDGE)};
	struct token_alignment alignment;

	(void)unused;
	ask("who built bridges", (const int[]){PERSON, BUILD, BRIDGE});
	state(stated, 3);
	token_alignment_read("who built bridges", &question, &statement, &alignment);
	assert_true(alignment.fresh[0]);
	assert_false(alignment.fresh[1]);
	assert_false(alignment.fresh[2]);
	assert_near(alignment.asked, 1);
	assert_near(alignment.asked_fresh, 1);
	assert_near(alignment.least, 0.7071f);
	assert_near(alignment.question, 2.7071f / 3);
	assert_near(alignment.coverage, 2.7071f / 3);

	struct encoder_vector river = like(RIVER, RIVER), person = like(PERSON, PERSON);
	assert_near(token_alignment_fresh(&alignment, &person, &statement), 1);
	assert_near(token_alignment_fresh(&alignment, &river, &statement), 0);
}

/* What the question itself names is no answer to "who", however like it is. */
static void test_named_is_not_fresh(void **unused)
{
	struct encoder_vector stated[] = {like(PERSON, PERSON), like(BUILD, BUILD)};
	struct token_alignment alignment;

	(void)unused;
	ask("ann built who", (const int[]){PERSON, BUILD, PERSON});
	state(stated, 2);
	token_alignment_read("ann built who", &question, &statement, &alignment);
	assert_near(alignment.asked, 1);
	assert_near(alignment.asked_fresh, 0);
}

static void test_no_question_word(void **unused)
{
	struct encoder_vector stated[] = {like(BUILD, BUILD)};
	struct token_alignment alignment;

	(void)unused;
	ask("bridge built", (const int[]){BRIDGE, BUILD});
	state(stated, 1);
	token_alignment_read("bridge built", &question, &statement, &alignment);
	assert_near(alignment.asked, 0);
	assert_near(alignment.least, 0);
	assert_near(alignment.question, 0.5f);
	assert_near(alignment.coverage, 1);
}

/* A statement that is not encoded yet. */
static void test_no_tokens(void **unused)
{
	struct token_alignment alignment;

	(void)unused;
	ask("who", (const int[]){PERSON});
	state(NULL, 0);
	token_alignment_read("who", &question, &statement, &alignment);
	assert_near(alignment.coverage, 0);
	assert_near(alignment.question, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_answer_is_fresh),
		cmocka_unit_test(test_named_is_not_fresh),
		cmocka_unit_test(test_no_question_word),
		cmocka_unit_test(test_no_tokens),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
