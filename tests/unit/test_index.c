/* An index in which facts change: it must decide like a new one. */
#include "ask_fixture.h"

#include "ask/index_view.h"
#include "fact/fact.h"

static struct arena arena;

static const char *const questions[] = {"why did sihanouk abdicate", "who became king after him",
	"how long did america bomb cambodia", "largest donor of cambodia",
	"what does cambodia export", "how many refugees fled to thailand", "who is hun sen",
	"first cafe of the capital", "who built the bridge of neak loeung",
	"when were relations broken off", "elephants of the royal palace"};

/* Both decide the same of every question, with the same confidence. */
static void assert_same(struct index *one, struct index *other)
{
	static struct answer a, b; /* large */

	assert_int_equal(one->count, other->count);
	for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
		answer_decide(one, questions[i], false, &a);
		answer_decide(other, questions[i], false, &b);
		assert_int_equal(a.decision, b.decision);
		if (a.fit_count != b.fit_count)
			fail_msg("%s", questions[i]);
		for (size_t f = 0; f < a.fit_count; f++) {
			const struct fact *x = one->profiles[a.fits[f].at].fact;
			const struct fact *y = other->profiles[b.fits[f].at].fact;

			if (strcmp(x->id, y->id) != 0 ||
				a.fits[f].score - b.fits[f].score > 1e-4f ||
				b.fits[f].score - a.fits[f].score > 1e-4f)
				fail_msg("%s: %s %f, %s %f", questions[i], x->id,
					(double)a.fits[f].score, y->id, (double)b.fits[f].score);
		}
	}
}

static struct factset numbered(void)
{
	const char *path = "tests/unit/small.yaml";
	struct factset set;
	struct error err;

	if (!factfile_read(&path, 1, &set, &err))
		fail_msg("%s", err.text);
	struct fact *facts = arena_alloc(&set.arena, (set.fact_count + 1) * sizeof *facts);
	for (size_t i = 0; i < set.fact_count; i++) {
		facts[i] = set.facts[i];
		facts[i].number = (int64_t)(10 + 10 * i);
	}
	set.facts = facts;
	return set;
}

/* The facts with the one at that place changed (or, with NULL, left out), built anew. */
static struct index *anew(int64_t number, const struct fact *fact)
{
	struct factset set = numbered();
	struct fact *facts = arena_alloc(&set.arena, (set.fact_count + 1) * sizeof *facts);
	size_t count = 0;

	for (size_t i = 0; i < set.fact_count; i++) {
		if (fact && set.facts[i].number > number &&
			(i == 0 || set.facts[i - 1].number < number))
			facts[count++] = *fact;
		if (set.facts[i].number != number)
			facts[count++] = set.facts[i];
		else if (fact)
			facts[count++] = *fact;
	}
	set.facts = facts;
	set.fact_count = count;
	return index_of(&set);
}

static struct fact bridge(int64_t number)
{
	struct fact fact = {.number = number,
		.id = "bridge",
		.topic = "roads",
		.says = "Japan built the bridge of Neak Loeung.",
		.brief = "",
		.when = "",
		.about = "",
		.file = ""};
	static const struct citation citation = {
		.source = "annals", .paragraph = 1, .quote = "", .locator = "", .supports = ""};

	fact_add_question(&fact, &arena, QUESTION_ASK, "who built the bridge of Neak Loeung");
	fact_add_question(&fact, &arena, QUESTION_ASK, "builder of the Neak Loeung bridge");
	fact_add_pattern(&fact, &arena, "\\bbridge\\b");
	fact_add_citation(&fact, &arena, &citation);
	return fact;
}

static void a_fact_changes_in_place(void **state)
{
	static const int64_t numbers[] = {5, 10, 35, 50, 90, 95, 1000};

	(void)state;
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		struct factset set = numbered();
		struct index *changed = index_of(&set);
		struct fact fact = bridge(numbers[i]);
		struct index *fresh = anew(numbers[i], &fact), *without = anew(numbers[i], NULL);

		index_put(changed, &fact);
		if (numbers[i] < 95) /* at the end there is nothing before which it would be put */
			assert_same(changed, fresh);
		assert_int_equal(
			index_by_id(changed, "bridge"), index_by_number(changed, numbers[i]));
		fact.says = "Nobody built it.";
		index_put(changed, &fact);
		assert_string_equal(changed->profiles[index_by_id(changed, "bridge")].fact->says,
			"Nobody built it.");
		index_drop(changed, numbers[i]);
		index_drop(changed, numbers[i]); /* gone already */
		assert_int_equal(index_by_id(changed, "bridge"), -1);
		assert_false(index_has_topic(changed, "roads"));
		assert_true(index_has_topic(changed, changed->profiles[0].fact->topic));
		assert_same(changed, without);
		index_free(changed);
		index_free(fresh);
		index_free(without);
		arena_free(&arena);
	}
}

/* Plain text has neither questions nor patterns nor names. */
static void text_is_text_until_asked_about(void **state)
{
	struct factset set = {0};
	struct index *index = index_of(&set), *named;
	struct fact fact = bridge(1);
	static const char *const names[] = {"Japan"};
	const struct alias alias = {.kind = ALIAS_NAME,
		.id = "japan",
		.sort = "",
		.names = names,
		.name_count = 1,
		.file = ""};

	(void)state;
	assert_true(index_is_text(index));
	index_put(index, &fact);
	assert_false(index_is_text(index));
	fact.question_count = 0;
	index_put(index, &fact);
	assert_false(index_is_text(index));
	fact.pattern_count = 0;
	index_put(index, &fact);
	assert_true(index_is_text(index));
	set = (struct factset){.aliases = &alias, .alias_count = 1};
	named = index_of(&set);
	assert_false(index_is_text(named));
	index_free(named);
	index_free(index);
	arena_free(&arena);
}

static struct view view_of(const char *channel)
{
	struct view view = {.network = "school"};

	if (channel)
		scope_add(&view, channel);
	return view;
}

static void assert_shown(struct index *index, int64_t number, bool shown)
{
	static struct answer answer; /* large */
	static const char asked[] = "who built the bridge of neak loeung";

	answer_decide(index, asked, false, &answer);
	assert_int_equal(answer.fact && answer.fact->number == number, shown);
	for (size_t i = 0; i < answer.fit_count; i++)
		assert_true(shown || index->profiles[answer.fits[i].at].fact->number != number);
	answer_decide(index, "tell me of that bridge", false, &answer); /* by its pattern */
	for (size_t i = 0; i < answer.fit_count; i++)
		assert_true(shown || index->profiles[answer.fits[i].at].fact->number != number);
	assert_int_equal(index_by_number(index, number) >= 0, shown);
	assert_int_equal(index_by_id(index, "bridge") >= 0, shown);
	assert_int_equal(index_has_topic(index, "roads"), shown);
	for (size_t i = 0; i < index->count; i++)
		assert_true(shown || index->profiles[i].fact->number != number);
}

/* A channel's fact is visible only there, wherever it is among the others and whatever changes
 * meanwhile; without a view, the index is as it was before. */
static void a_fact_is_there_from_its_channel(void **state)
{
	static const int64_t numbers[] = {5, 35, 95};
	const struct view law = view_of("#law"), school = view_of("#school"),
			  nowhere = view_of(NULL);

	(void)state;
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		struct factset set = numbered();
		struct index *index = index_of(&set);
		struct fact fact = bridge(numbers[i]), other = *index->profiles[1].fact;
		size_t all = index->count;

		fact_add_channel(&fact, &arena, "#School");
		index_view_set(index, &law);
		index_put(index, &fact);
		assert_int_equal(index->count, all);
		assert_shown(index, numbers[i], false);
		index_view_set(index, &school);
		assert_int_equal(index->count, all + 1);
		assert_shown(index, numbers[i], true);
		index_view_set(index, &nowhere);
		assert_shown(index, numbers[i], false);
		index_drop(index, other.number); /* while it is hidden */
		index_put(index, &other);
		assert_shown(index, numbers[i], false);
		index_view_set(index, NULL);
		assert_shown(index, numbers[i], true);
		if (numbers[i] < 95) {
			struct index *fresh = anew(numbers[i], &fact);

			assert_same(index, fresh);
			index_free(fresh);
		}
		index_view_set(index, &law);
		fact.channel_count = 0; /* belongs to all now */
		index_put(index, &fact);
		assert_shown(index, numbers[i], true);
		index_drop(index, numbers[i]);
		assert_int_equal(index->count, all);
		index_free(index);
		arena_free(&arena);
	}
}

/* Of two facts that answer equally well, the channel's own is used; elsewhere there is only the
 * other. */
static void its_own_goes_first(void **state)
{
	static const char *const asked[] = {
		"who built the bridge of neak loeung", "who has built the neak loeung bridge"};
	static struct answer answer; /* large */
	const struct view law = view_of("#law"), school = view_of("#school");
	struct factset set = numbered();
	struct index *index = index_of(&set);
	struct fact of_all = bridge(5), own = bridge(95);

	(void)state;
	own.id = "own-bridge";
	fact_add_channel(&own, &arena, "#school");
	index_put(index, &of_all);
	index_put(index, &own);
	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
		index_view_set(index, &school);
		answer_decide(index, asked[i], false, &answer);
		assert_int_equal(index->profiles[answer.fits[0].at].fact->number, 95);
		assert_int_equal(index->profiles[answer.fits[1].at].fact->number, 5);
		assert_true(
			answer.fact ? answer.fact->number == 95 : answer.offers[0]->number == 95);
		index_view_set(index, &law);
		answer_decide(index, asked[i], false, &answer);
		assert_int_equal(index->profiles[answer.fits[0].at].fact->number, 5);
	}
	index_free(index);
	arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(a_fact_changes_in_place),
		cmocka_unit_test(text_is_text_until_asked_about),
		cmocka_unit_test(a_fact_is_there_from_its_channel),
		cmocka_unit_test(its_own_goes_first)};
	int status = cmocka_run_group_tests(tests, NULL, NULL);

	pattern_table_free_all();
	return status;
}
