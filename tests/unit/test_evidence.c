#include "ask_fixture.h"

#include "ask/confidence.h"
#include "ask/embedding.h"
#include "ask/near_miss.h"
#include "language/english.h"
#include "language/skip_bigrams.h"

#include <string.h>

static size_t codes_of(const char *text, uint32_t *codes)
{
	struct terms terms;

	lexicon_terms(small->lexicon, fold(text), LEXICON_READ, &terms);
	memcpy(codes, terms.codes, sizeof terms.codes);
	return terms.code_count;
}

/* Dice's coefficient of two texts' skip-bigrams. */
static double alike(const char *a, const char *b)
{
	uint32_t codes[SKIP_BIGRAMS_WORDS], pairs[SKIP_BIGRAMS_MAX];
	size_t count = skip_bigrams_read(codes, codes_of(a, codes), pairs), found = 0;
	struct skip_bigrams one, other;

	skip_bigrams_set(pairs, count, &one);
	count = skip_bigrams_read(codes, codes_of(b, codes), pairs);
	skip_bigrams_set(pairs, count, &other);
	for (size_t i = 0; i < other.count; i++)
		for (size_t k = 0; k < one.count; k++)
			found += one.list[k] == other.list[i];
	return 2.0 * (double)found / (double)(one.count + other.count);
}

/* A bag of words cannot tell who did what to whom. */
static void the_order_of_words_tells(void **state)
{
	(void)state;
	assert_true(alike("who crowned Sihanouk", "who crowned Sihanouk?") == 1);
	assert_true(alike("who crowned Sihanouk", "Who's crowned Norodom Sihanouk") > 0.5);
	assert_true(alike("who crowned Sihanouk", "when was Sihanouk crowned") < 0.2);
	assert_true(
		alike("was the king of Thailand crowned", "is a king of Thailand crowned") == 1);
	assert_true(alike("America bombed Cambodia", "Cambodia bombed America") < 0.3);
	assert_true(alike("", "who") == 0 || alike("", "who") != alike("", "who")); /* 0 of 0 */
}

static void long_texts_are_cut(void **state)
{
	char text[1024] = "";
	uint32_t codes[SKIP_BIGRAMS_WORDS];

	(void)state;
	for (int i = 0; i < 100; i++)
		sprintf(text + strlen(text), "word%d ", i);
	assert_int_equal(codes_of(text, codes), SKIP_BIGRAMS_WORDS);
	assert_true(alike(text, text) == 1);
}

static size_t terms_of(const char *text)
{
	static struct parsed_question parsed; /* large */

	match_read(small, fold(text), &parsed);
	return parsed.terms.count;
}

/* What answers a yes/no question answers it with "never" too. */
static void a_negation_is_no_subject(void **state)
{
	(void)state;
	assert_int_equal(terms_of("did America never bomb Cambodia?"),
		terms_of("did America bomb Cambodia?"));
	assert_int_equal(terms_of("did America not bomb it?"), terms_of("did America bomb it?"));
	assert_int_equal(
		terms_of("who never bombed Cambodia?"), 1 + terms_of("who bombed Cambodia?"));
}

/* A word of the question that another statement has and this one lacks counts against this one. */
static void what_others_say_is_missed(void **state)
{
	static struct fit fits[RANKER_FITS_MAX];
	static float rows[RANKER_FITS_MAX][TREES_EVIDENCE];
	struct error err;
	struct index *index = index_of_file("tests/unit/small.yaml");
	struct embeddings *embeddings = embeddings_new("bot/encode/minilm-l6-v2.q8", NULL, &err);

	(void)state;
	assert_non_null(embeddings);
	index_embed(index, embeddings);
	size_t count = answer_evidence(index, "refugees fled to thailand", NULL, fits, rows);

	assert_true(count > 1);
	for (size_t i = 0; i < count; i++) {
		const float *e = rows[i] + TREES_READING;
		bool best = strcmp(index->profiles[fits[i].at].fact->id, "refugees") == 0;

		assert_true((e[READ_RIVAL] == 0) == best);
		assert_true(e[READ_RIVAL_SUM] >= e[READ_RIVAL]);
	}
	index_free(index);
	embeddings_free(embeddings);
}

static float log_odds_of(
	const struct near_miss_model *model, int term_id, enum near_miss_known known)
{
	const struct near_miss_text text = {
		.term_ids = {term_id}, .count = 1, .type = ASKS_PERSON};

	return near_miss_log_odds(model, &text, known);
}

static void learn(struct near_miss_model *model, int term_id, bool near_miss, int by)
{
	const struct near_miss_text text = {.term_ids = {term_id}, .count = 1, .type = ASKS_PERSON};

	near_miss_learn(model, &text, near_miss, by);
}

static void near_misses_are_known_by_their_words(void **state)
{
	enum { wife = 1, king = 2, unheard = 3 };
	struct near_miss_model *model = near_miss_new();

	(void)state;
	assert_true(log_odds_of(model, wife, NEAR_MISS_UNSEEN) == 0); /* nothing learnt */
	for (int i = 0; i < 5; i++) {
		learn(model, wife, true, 1);
		learn(model, king, false, 1);
	}
	assert_true(log_odds_of(model, wife, NEAR_MISS_UNSEEN) > 1);
	assert_true(log_odds_of(model, king, NEAR_MISS_UNSEEN) < -1);
	assert_true(log_odds_of(model, wife, NEAR_MISS_SEEN) <
		    log_odds_of(model, wife, NEAR_MISS_UNSEEN));
	assert_true(log_odds_of(model, unheard, NEAR_MISS_UNSEEN) > -0.1f);
	assert_true(log_odds_of(model, unheard, NEAR_MISS_UNSEEN) < 0.1f);
	for (int i = 0; i < 5; i++) { /* taken back: as if it had never been there */
		learn(model, wife, true, -1);
		learn(model, wife, false, 1);
		learn(model, king, true, 1);
		learn(model, king, false, -1);
	}
	assert_true(log_odds_of(model, wife, NEAR_MISS_UNSEEN) < -1);
	assert_true(log_odds_of(model, king, NEAR_MISS_UNSEEN) > 1);
	for (int i = 0; i < 5000; i++) /* grows */
		learn(model, 100 + i, i % 2, 1);
	assert_true(log_odds_of(model, king, NEAR_MISS_UNSEEN) > 1);
	near_miss_free(model);
	near_miss_free(NULL);
}

static void english_words_are_no_misspellings(void **state)
{
	struct terms terms;

	(void)state;
	assert_true(english_is_word("mayor"));
	assert_true(english_is_word("north"));
	assert_false(english_is_word("refugess"));
	assert_false(english_is_word(""));
	assert_false(english_is_word("zzzzzz"));
	lexicon_terms(small->lexicon, "abdicte", LEXICON_READ, &terms);
	assert_true(terms.list[0].guessed); /* abdicate */
	lexicon_terms(small->lexicon, "shores", LEXICON_READ, &terms);
	assert_int_equal(terms.list[0].term_id, -1); /* not shoes */
}

static void surer_of_the_like_than_of_the_unlike(void **state)
{
	const struct answer *answer = decide_on("when did King Sihanouk give up his throne", false);
	float like = confidence_of(&answer->fits[0], 6, 6);

	(void)state;
	assert_true(like > 0.5f && like < 1);
	answer = decide_on("what is the price of a shoe in Tokyo", false);
	float unlike = confidence_of(&answer->fits[0], 0, 0);
	assert_true(unlike >= 0 && unlike < 0.4f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_order_of_words_tells),
		cmocka_unit_test(long_texts_are_cut),
		cmocka_unit_test(a_negation_is_no_subject),
		cmocka_unit_test(what_others_say_is_missed),
		cmocka_unit_test(near_misses_are_known_by_their_words),
		cmocka_unit_test(english_words_are_no_misspellings),
		cmocka_unit_test(surer_of_the_like_than_of_the_unlike),
	};

	return cmocka_run_group_tests(tests, small_setup, small_teardown);
}
