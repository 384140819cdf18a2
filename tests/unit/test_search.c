/* Full-text search for the facts worth weighing. */
#include "store_fixture.h"

#include "ask/answer.h"
#include "ask/search.h"
#include "base/text.h"
#include "pattern/pattern_table.h"

static struct store *store;
static struct index *found_in;

static int setup(void **state)
{
	struct error err;

	if (scratch_setup(state) != 0)
		return -1;
	store = small_store("s.db");
	found_in = index_new(store, &err);
	if (!found_in)
		fail_msg("%s", err.text);
	return 0;
}

static int teardown(void **state)
{
	index_free(found_in);
	store_close(store);
	pattern_table_free_all();
	return scratch_teardown(state);
}

static const struct parsed_question *ask(const char *text)
{
	static struct parsed_question parsed;
	static char folded[1024];

	text_fold(text, folded, sizeof folded);
	match_read(found_in, folded, &parsed);
	return &parsed;
}

static void expressions_hold_every_form(void **state)
{
	char expression[SEARCH_EXPRESSION];

	(void)state;
	assert_true(search_expression(found_in, ask("Hun Sen"), expression, sizeof expression));
	assert_string_equal(expression, "\"hun sen\" OR \"ហ៊ុន សែន\"");
	/* the rarer word first */
	assert_true(search_expression(
		found_in, ask("Cambodia illness"), expression, sizeof expression));
	assert_memory_equal(expression, "\"illness\" OR ", 13);
	assert_non_null(strstr(expression, "\"cambodia\" OR \"cambodian\""));
	/* a misspelt one is sought as it was meant */
	assert_true(search_expression(found_in, ask("sihanuok"), expression, sizeof expression));
	assert_non_null(strstr(expression, "\"norodom sihanouk\""));
}

static void nothing_is_sought_for_nothing(void **state)
{
	static const char *const texts[] = {
		"", "?", "who is it", "zyzzyva", "\" OR \"", "* NEAR(", "AND"};
	char expression[SEARCH_EXPRESSION];
	int found[4];
	struct error err;

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		if (search_expression(found_in, ask(texts[i]), expression, sizeof expression))
			fail_msg("\"%s\": %s", texts[i], expression);
		assert_int_equal(
			search_facts(found_in, store, ask(texts[i]), 10, found, 4, &err), 0);
	}
}

static void the_best_fact_comes_first(void **state)
{
	static const struct {
		const char *text, *id;
	} rows[] = {
		{"why did Sihanouk abdicate because of illness", "abdication"},
		{"SIHANOUK gave up the throne", "abdication"}, {"refugees fled", "refugees"},
		{"CAFÉ", "first-cafe"}, {"cafe", "first-cafe"}, {"ហ៊ុន សែន", "premier"},
		{"goods sold abroad: garments", "exports"},
		{"displaced", "refugees"}, /* by a word of the same meaning */
	};
	int found[8];
	struct error err;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		size_t count = search_facts(found_in, store, ask(rows[i].text), 50, found, 8, &err);

		if (count == 0)
			fail_msg("%s: nothing", rows[i].text);
		assert_string_equal(found_in->profiles[found[0]].fact->id, rows[i].id);
		for (size_t a = 0; a < count; a++) /* each once */
			for (size_t b = a + 1; b < count; b++)
				assert_int_not_equal(found[a], found[b]);
	}
}

static void no_more_than_wanted_are_given(void **state)
{
	int found[9] = {0};
	struct error err;

	(void)state;
	for (size_t most = 0; most < 8; most++) {
		found[most] = -7;
		size_t count = search_facts(
			found_in, store, ask("Cambodia Sihanouk"), 100, found, most, &err);
		assert_true(count <= most);
		assert_int_equal(found[most], -7);
	}
	assert_true(search_facts(found_in, store, ask("Cambodia"), 1, found, 8, &err) <= 1);
}

static void quotes_are_doubled(void **state)
{
	struct alias alias = {.kind = ALIAS_NAME,
		.id = "odd",
		.sort = "",
		.name_count = 1,
		.names = (const char *const[]){"say \"x\" twice"},
		.file = ""};
	struct factset set = {.aliases = &alias, .alias_count = 1};
	struct index *index = index_of(&set);
	static struct parsed_question parsed;
	char expression[SEARCH_EXPRESSION];

	(void)state;
	match_read(index, "say \"x\" twice", &parsed);
	assert_true(search_expression(index, &parsed, expression, sizeof expression));
	assert_string_equal(expression, "\"say \"\"x\"\" twice\"");
	index_free(index);
}

/* The question's terms and those related to them are in order, and each is found by its term. */
static void relatives_are_found_by_their_term(void **state)
{
	const struct parsed_question *parsed = ask("illness of Sihanouk, Hun Sen and Cambodia");
	unsigned first, end;

	(void)state;
	assert_true(parsed->relative_count > 1);
	for (size_t i = 0; i < parsed->relative_count; i++) {
		const struct relative *it = &parsed->relatives[i], *after = it + 1;

		if (i + 1 < parsed->relative_count)
			assert_true(it->term_id < after->term_id ||
				    (it->term_id == after->term_id && it->term <= after->term));
		assert_true(parsed->marks[it->term_id % RELATIVES_MARKS]);
		match_relatives(parsed, it->term_id, &first, &end);
		assert_true(first <= i && i < end);
	}
	match_relatives(parsed, -1, &first, &end);
	assert_int_equal(first, end);
}

static int best_of_all(const struct parsed_question *parsed)
{
	struct fit best = {.score = -1000};

	for (size_t at = 0; at < found_in->count; at++) {
		struct fit fit = {.at = (int)at};

		match_weigh(found_in, parsed, NULL, &fit);
		if (fit.score > best.score)
			best = fit;
	}
	return best.at;
}

/* The fact that fits best is among the candidates. */
static void candidates_have_the_best_fact(void **state)
{
	enum { MOST = 3 };

	(void)state;
	for (size_t i = 0; i < found_in->count; i++) {
		const struct profile *profile = &found_in->profiles[i];

		assert_int_equal(index_by_number(found_in, profile->fact->number), i);
		for (size_t k = 0; k < profile->known_count; k++) {
			const char *text = index_question(profile, &profile->known[k]);
			const struct parsed_question *parsed = ask(text);
			int at[MOST], best = best_of_all(parsed);
			size_t count = match_candidates(found_in, parsed, at, MOST), n = 0;

			while (n < count && at[n] != best)
				n++;
			if (n == count)
				fail_msg("%s: %s", text, found_in->profiles[best].fact->id);
		}
	}
	assert_int_equal(index_by_number(found_in, 999), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(expressions_hold_every_form),
		cmocka_unit_test(nothing_is_sought_for_nothing),
		cmocka_unit_test(the_best_fact_comes_first),
		cmocka_unit_test(no_more_than_wanted_are_given),
		cmocka_unit_test(quotes_are_doubled),
		cmocka_unit_test(relatives_are_found_by_their_term),
		cmocka_unit_test(candidates_have_the_best_fact),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
