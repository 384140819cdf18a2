/* A plain text: its sentences are encoded, and weighed, with what stands around them. */
#include "ask_fixture.h"

#include "ask/embedding.h"
#include "ask/index_view.h"
#include "fact/fact.h"

#include <math.h>

enum { FACTS = 4 };

static const struct citation paragraphs[] = {{.source = "text", .locator = "1", .quote = ""},
	{.source = "text", .locator = "2", .quote = ""}};
static const char *const sentences[FACTS] = {"The Eiffel Tower stands in Paris.",
	"It opened in 1889.", "The museum opened in 1902.", "Nobody visits it."};
static const char *const ids[FACTS] = {"tower", "opened", "museum", "nobody"};

static struct embeddings *embeddings;
static struct index *text;
static struct fact facts[FACTS];

static void fill(void)
{
	struct embedding_texts texts = {0};
	struct error err;

	for (size_t i = 0; i < text->count + text->hidden; i++)
		embedding_texts_add(&texts, text->profiles[i].fact, index_before(text, i));
	assert_true(embeddings_fill(
		embeddings, texts.list, texts.with_tokens, texts.count, NULL, NULL, &err));
	embedding_texts_free(&texts);
	for (size_t i = 0; i < FACTS; i++)
		assert_true(index_read_vectors(text, facts[i].number));
}

static int open_text(void **state)
{
	struct factset set = {0};
	struct error err;
	struct fact *list = arena_alloc(&set.arena, sizeof facts);

	(void)state;
	for (size_t i = 0; i < FACTS; i++)
		facts[i] = (struct fact){.number = (int64_t)(10 + 10 * i),
			.id = ids[i],
			.topic = "text",
			.says = sentences[i],
			.when = "",
			.file = "",
			.citations = &paragraphs[i / 2],
			.citation_count = 1};
	memcpy(list, facts, sizeof facts);
	set.facts = list;
	set.fact_count = FACTS;
	embeddings = embeddings_new("bot/encode/minilm-l6-v2.q8", NULL, &err);
	text = index_of(&set);
	index_embed(text, embeddings);
	return embeddings ? 0 : -1;
}

static int close_text(void **state)
{
	(void)state;
	index_free(text);
	embeddings_free(embeddings);
	return 0;
}

/* The evidence of each fact for a question. */
static void weigh(struct index *index, const char *question, float (*e)[READ_COUNT])
{
	static struct fit fits[RANKER_FITS_MAX];
	static float rows[RANKER_FITS_MAX][TREES_EVIDENCE];
	size_t count = answer_evidence(index, question, NULL, fits, rows);

	for (size_t i = 0; i < count; i++)
		if (fits[i].at < FACTS)
			memcpy(e[fits[i].at], rows[i] + TREES_READING, sizeof *e);
}

static void a_sentence_is_read_with_its_paragraph(void **state)
{
	enum { TOWER, OPENED, MUSEUM };
	float e[FACTS][READ_COUNT] = {{0}};

	(void)state;
	fill();
	weigh(text, "when did the eiffel tower open", e);
	assert_true(e[OPENED][READ_TERM] < 0.5f);
	assert_true(e[OPENED][READ_PREVIOUS_TERM] > 0.9f);
	assert_true(e[OPENED][READ_PREVIOUS_BOTH] > e[OPENED][READ_BOTH] + 0.2f);
	assert_true(e[OPENED][READ_PREVIOUS_TERM_LOST] < e[OPENED][READ_TERM_LOST]);
	assert_true(e[OPENED][READ_PARAGRAPH_TERM] > 0.9f);
	assert_true(e[TOWER][READ_PREVIOUS_TERM] < 0.9f); /* what follows is not before it */
	assert_true(e[TOWER][READ_PARAGRAPH_TERM] > 0.9f);
	assert_true(e[MUSEUM][READ_PARAGRAPH_TERM] < 0.5f); /* another paragraph */
	assert_true(e[MUSEUM][READ_PREVIOUS_TERM] == e[MUSEUM][READ_TERM]);
	assert_true(e[OPENED][READ_PARAGRAPH_LEAD] > 0 && e[MUSEUM][READ_PARAGRAPH_LEAD] < 0);
	assert_true(e[MUSEUM][READ_ANY_TERM] == 1 && e[OPENED][READ_ANY_TERM_LOST] == 0);
	assert_true(fabsf(e[OPENED][READ_PREVIOUS_COS] - e[TOWER][READ_COS]) < 1e-6f);
	assert_true(fabsf(e[TOWER][READ_NEXT_COS] - e[OPENED][READ_COS]) < 1e-6f);
	assert_true(e[MUSEUM][READ_PREVIOUS_COS] == 0);
	assert_true(e[OPENED][READ_PARAGRAPH_SIZE] == 2 && e[OPENED][READ_PARAGRAPH_AT] == 1);
	/* encoded with the sentence before it, it is about the tower */
	assert_true(e[OPENED][READ_COS] > e[MUSEUM][READ_COS]);
}

/* The trees for text are less sure of what is right than those for facts with questions. */
static void a_text_is_offered_sooner(void **state)
{
	static struct answer answer; /* large */
	struct index *index = index_of_file("tests/unit/small.yaml");

	(void)state;
	fill();
	answer_decide(text, "when did the eiffel tower open", false, &answer);
	assert_int_equal(answer.by, BY_STATEMENT);
	float offered = answer_limit(&answer, DECISION_OFFERED);

	index_embed(index, embeddings);
	answer_decide(index, "what illness made king sihanouk give up his throne", false, &answer);
	assert_int_equal(answer.by, BY_STATEMENT);
	assert_true(offered < answer_limit(&answer, DECISION_OFFERED) - 0.05f);
	index_free(index);
}

static void facts_with_questions_are_no_paragraphs(void **state)
{
	float e[FACTS][READ_COUNT] = {{0}};
	struct index *index = index_of_file("tests/unit/small.yaml");

	(void)state;
	index_embed(index, embeddings);
	weigh(index, "refugees fled to thailand", e);
	for (size_t i = 0; i < FACTS; i++)
		for (size_t k = READ_PREVIOUS_BOTH; k < READ_COUNT; k++)
			assert_true(e[i][k] == 0);
	index_free(index);
}

/* Whether just these of the facts have vectors, one letter for each: + or -. */
static void check_vectors(const char *expected)
{
	int without[FACTS];
	char found[] = "++++";
	size_t count = index_without_vectors(text, without, FACTS);

	for (size_t i = 0; i < count; i++)
		found[text->profiles[without[i]].number / 10 - 1] = '-';
	assert_string_equal(found, expected);
}

/* Facts are encoded with the one before them, so a change of it changes theirs. */
static void an_edit_changes_the_next_sentence(void **state)
{
	struct fact edited = facts[0];

	(void)state;
	check_vectors("----");
	fill();
	check_vectors("++++");
	edited.says = "The cathedral stands in Paris.";
	index_put(text, &edited);
	check_vectors("--++");
	fill();
	check_vectors("++++");
	index_put(text, &facts[0]); /* as before: known */
	check_vectors("++++");
	index_drop(text, facts[0].number);
	check_vectors("+-++"); /* one that is gone needs none */
	index_put(text, &facts[0]);
	check_vectors("++++");
}

/* What a view hides is still before the next sentence: the vectors are those of all views. */
static void a_hidden_sentence_is_before_the_next(void **state)
{
	struct arena arena = {0};
	struct view view = {.network = "school"};
	struct fact hidden = facts[2];

	(void)state;
	fill();
	assert_null(index_before(text, 0));
	assert_string_equal(index_before(text, 3)->id, "museum");
	fact_add_channel(&hidden, &arena, "#law");
	scope_add(&view, "#school");
	index_put(text, &hidden);
	index_view_set(text, &view);
	assert_int_equal(text->hidden, 1);
	assert_string_equal(index_before(text, 2)->id, "museum"); /* nobody */
	assert_string_equal(index_before(text, 3)->id, "opened"); /* museum, at the end */
	assert_string_equal(index_before(text, 1)->id, "tower");
	assert_null(index_before(text, 0));
	check_vectors("++++");
	arena_free(&arena);
}

/* Facts that were read from a file have no numbers: their order is the file's. */
static void sentences_of_a_file_are_in_its_order(void **state)
{
	struct factset set = {0};
	struct fact *list = arena_alloc(&set.arena, sizeof facts);

	(void)state;
	memcpy(list, facts, sizeof facts);
	for (size_t i = 0; i < FACTS; i++)
		list[i].number = 0;
	set.facts = list;
	set.fact_count = FACTS;
	struct index *read = index_of(&set);
	assert_null(index_before(read, 0));
	assert_string_equal(index_before(read, 1)->id, "tower");
	assert_string_equal(index_before(read, 3)->id, "museum");
	index_free(read);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			a_sentence_is_read_with_its_paragraph, open_text, close_text),
		cmocka_unit_test_setup_teardown(
			a_text_is_offered_sooner, open_text, close_text),
		cmocka_unit_test_setup_teardown(
			facts_with_questions_are_no_paragraphs, open_text, close_text),
		cmocka_unit_test_setup_teardown(
			an_edit_changes_the_next_sentence, open_text, close_text),
		cmocka_unit_test_setup_teardown(
			a_hidden_sentence_is_before_the_next, open_text, close_text),
		cmocka_unit_test_setup_teardown(
			sentences_of_a_file_are_in_its_order, open_text, close_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
