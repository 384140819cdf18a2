#include "ask_fixture.h"

#include "ask/embedding.h"
#include "ask/glance.h"
#include "ask/reply.h"

#include <string.h>

static const struct {
	const char *question, *fact; /* or the decision */
} rows[] = {
	{"Why did Sihanouk abdicate?", "abdication"},
	{"WHY DID SIHANOUK ABDICATE", "abdication"},
	{"why did Sihanouk abdicate…?", "abdication"},
	{"“Why did Sihanouk abdicate?”", "abdication"},
	{"why did Si\xcc\x81hanouk abdicate", "abdication"},
	{"why did Sihanuok abdicate?", "abdication"}, /* misspelt */
	{"why did សីហនុ abdicate?", "abdication"},
	{"how long did ហ៊ុន សែន lead the government", "premier"},
	{"when did the first CAFÉ open", "first-cafe"},
	{"when did the first cafe open", "first-cafe"},
	{"when did the first cafe\xcc\x81 open", "first-cafe"},
	{"how long did the U.S. bomb Cambodia?", "bombing"},
	{"for how many years did the US bomb Cambodia?", "bombing"},
	{"when did Cambodia break off relations with Washington?", "relations"},
	{"what number of displaced Cambodians crossed into Thailand?", "refugees"},
	{"Who became king after Sihanouk?", "succession"},
	{"When was Sihanouk crowned?", "unknown"},        /* a near miss */
	{"why did Lon Nol abdicate", "unknown"},          /* a name that the fact does not know */
	{"why did Sihanouk abdicate in 1955", "unknown"}, /* and a number */
	{"how many refugees fled to Vietnam?", "unknown"},
	{"how many refugees fled to Thailand in 1985?", "unknown"},
	{"when did Japan break off relations?", "unknown"},
	{"who is that", "unknown"},
	{"zxcvb qwert", "unknown"},
	{"?", "unknown"},
	{"", "unknown"},
};

static void questions_are_answered_or_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (strcmp(answered_with(rows[i].question), rows[i].fact) != 0)
			fail_msg("\"%s\": %s, not %s", rows[i].question,
				answered_with(rows[i].question), rows[i].fact);
}

static void a_name_that_the_fact_does_not_know_decides(void **state)
{
	const struct answer *answer = decide_on("why did Lon Nol give up the throne", false);

	(void)state;
	assert_null(answer->fact);
	assert_string_equal(answer->refused, "it names something the fact does not mention");
	assert_string_equal(answer->fits[0].unknown_entity, "lon-nol");
}

static void every_question_of_a_fact_gets_that_fact(void **state)
{
	(void)state;
	for (size_t i = 0; i < small->count; i++)
		for (size_t k = 0; k < small->profiles[i].answered_count; k++)
			assert_string_equal(
				answered_with(question_text(i, k)), small->profiles[i].fact->id);
}

static void near_misses_are_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < small->count; i++)
		for (size_t k = small->profiles[i].answered_count;
			k < small->profiles[i].known_count; k++)
			assert_string_not_equal(
				answered_with(question_text(i, k)), small->profiles[i].fact->id);
}

/* Where it is not sure it offers what can be chosen from: each fact once, none with a stranger. */
static void offers_can_be_chosen_from(void **state)
{
	static const char *const vague[] = {"aid", "king", "garments", "throne", "donor",
		"relations", "refugees", "years", "shoes", "government", "abroad", "planes",
		"border"};
	static struct answer chosen;
	static struct reply shown;
	size_t offered = 0;

	(void)state;
	for (size_t i = 0; i < sizeof vague / sizeof *vague; i++) {
		const struct answer *answer = decide_on(vague[i], false);

		assert_int_equal(answer->offer_count > 0, answer->decision == DECISION_OFFERED);
		assert_in_range(answer->offer_count, 0, 3);
		offered += answer->offer_count;
		for (size_t a = 0; a < answer->offer_count; a++) {
			for (size_t b = a + 1; b < answer->offer_count; b++)
				assert_ptr_not_equal(answer->offers[a], answer->offers[b]);
			answer_with(small, answer->offers[a], answer->parsed.folded, &chosen);
			assert_int_equal(chosen.decision, DECISION_ANSWERED);
			assert_int_equal(chosen.by, BY_CHOICE);
			assert_ptr_equal(chosen.fact, answer->offers[a]);
			assert_int_equal(chosen.verdict.polarity, POLARITY_NONE);
		}
		if (answer->decision == DECISION_OFFERED) {
			size_t whole = 0;

			reply_answer(small, answer, 480, &shown);
			for (const char *at = shown.lines[0]; (at = strchr(at, '?')); at++)
				whole++;
			assert_int_equal(whole, answer->offer_count); /* no scraps */
			assert_null(answer->fact);
			assert_true(*answer->refused);
		}
		assert_int_equal(decide_on(vague[i], true)->offer_count, 0);
	}
	assert_true(offered > 0);
}

static void what_decided_is_told(void **state)
{
	const struct answer *answer = decide_on("WHY did sihanouk abdicate", false);

	(void)state;
	assert_int_equal(answer->by, BY_QUESTION);
	assert_true(answer->confidence == 1);
	assert_string_equal(
		index_question(&small->profiles[answer->fits[0].at], answer->fits[0].nearest),
		"Why did Sihanouk abdicate?");
	answer = decide_on("say, why did sihanouk abdicate after so many years?", false);
	assert_string_equal(answer->fits[0].pattern, small->set.facts[0].patterns[0]);
	answer = decide_on("how many displaced people crossed into Thailand?", false);
	assert_int_equal(answer->by, BY_SEARCH);
	for (size_t i = 1; i < answer->fit_count; i++)
		assert_true(answer->fits[i - 1].score >= answer->fits[i].score);
	assert_string_equal(answer_by_name(BY_PATTERN), "pattern");
	assert_string_equal(answer_decision_name(DECISION_SILENT), "silent");
}

/* A hidden question is not there: neither word for word nor as evidence. */
static void hidden_questions_are_not_there(void **state)
{
	static struct answer answer;

	(void)state;
	for (size_t i = 0; i < small->count; i++)
		for (size_t k = 0; k < small->profiles[i].answered_count; k++) {
			const struct known *known = &small->profiles[i].known[k];

			answer_without(small, fold(question_text(i, k)), known, NULL, &answer);
			assert_int_not_equal(answer.by, BY_QUESTION);
			for (size_t f = 0; f < answer.fit_count; f++)
				assert_ptr_not_equal(answer.fits[f].nearest, known);
		}
}

static void yes_and_no_come_from_the_questions(void **state)
{
	(void)state;
	assert_int_equal(
		decide_on("Did Sihanouk abdicate because he was ill?", false)->verdict.polarity,
		POLARITY_YES);
	assert_int_equal(decide_on("Did Sihanouk stay on the throne until his death?", false)
				 ->verdict.polarity,
		POLARITY_NO);
	assert_int_equal(
		decide_on("Why did Sihanouk abdicate?", false)->verdict.polarity, POLARITY_NONE);
	/* not when a negation or a number was put in */
	assert_int_equal(decide_on("Did Sihanouk never abdicate because he was ill?", false)
				 ->verdict.polarity,
		POLARITY_NONE);
	assert_int_equal(decide_on("Did Sihanouk abdicate in 2004 because he was ill?", false)
				 ->verdict.polarity,
		POLARITY_NONE);
}

static void one_word_is_not_answered(void **state)
{
	(void)state;
	assert_null(decide_on("refugees", false)->fact);
	assert_non_null(decide_on("how many refugees fled to thailand?", false)->fact);
}

static void ambient_only_a_pattern_makes_it_speak(void **state)
{
	(void)state;
	assert_int_equal(
		decide_on("why did sihanouk abdicate?", true)->decision, DECISION_ANSWERED);
	assert_int_equal(
		decide_on("reason for Sihanouk's abdication", true)->decision, DECISION_SILENT);
	assert_int_equal(decide_on("lunch anyone?", true)->decision, DECISION_SILENT);
	assert_int_equal(decide_on("", true)->decision, DECISION_SILENT);
	/* a pattern matches, but it is no question, or names what the fact does not know */
	assert_int_equal(
		decide_on("he knew why old sihanouk abdicated", true)->decision, DECISION_SILENT);
	assert_int_equal(decide_on("how many japanese refugees fled to thailand?", true)->decision,
		DECISION_SILENT);
	for (size_t i = 0; i < small->count; i++) /* nor does a near miss */
		for (size_t k = small->profiles[i].answered_count;
			k < small->profiles[i].known_count; k++)
			assert_string_not_equal(
				decide_on(question_text(i, k), true)->fact
					? decide_on(question_text(i, k), true)->fact->id
					: "",
				small->profiles[i].fact->id);
}

/* Another fact's pattern is no reason, be the question word for word this one's. */
static void ambient_it_needs_a_pattern_of_the_fact(void **state)
{
	static struct answer answer;
	struct index *rivers = index_of_file(scratch_write("rivers.yaml",
		"sources: [{id: s, title: S, url: \"http://example.org\", short: S}]\n"
		"facts:\n"
		"  - {id: river, topic: t, says: The river is long., ask: [how long is the river],\n"
		"     cite: [{source: s, locator: p}]}\n"
		"  - {id: road, topic: t, says: The road is short., ask: [how long is the road],\n"
		"     match: ['\\bhow long\\b'], cite: [{source: s, locator: p}]}\n"));

	(void)state;
	answer_decide(rivers, "how long is the river", false, &answer);
	assert_int_equal(answer.decision, DECISION_ANSWERED);
	assert_string_equal(answer.fact->id, "river");
	answer_decide(rivers, "how long is the river", true, &answer);
	assert_int_equal(answer.decision, DECISION_SILENT);
	answer_decide(rivers, "how long is the road", true, &answer);
	assert_int_equal(answer.decision, DECISION_ANSWERED);
	index_free(rivers);
}

/* A pattern answers what no question of its fact is like; not its near misses, nor what names
 * something that the fact does not mention. */
static void a_pattern_decides(void **state)
{
	static struct answer answer;
	struct index *roads = index_of_file(scratch_write("roads.yaml",
		"sources: [{id: s, title: S, url: \"http://example.org\", short: S}]\n"
		"names: [{id: oslo, sort: place, forms: [Oslo]}]\n"
		"facts:\n"
		"  - {id: road, topic: t, says: The road is short., ask: [how long is the road],\n"
		"     not: [how broad is the old road], match: ['\\bbroad\\b.*\\broad\\b'],\n"
		"     cite: [{source: s, locator: p}]}\n"
		"  - {id: river, topic: t, says: The river is long., ask: [how deep is the river],\n"
		"     cite: [{source: s, locator: p}]}\n"));

	(void)state;
	answer_decide(roads, "say, would you call it broad, the road", false, &answer);
	assert_int_equal(answer.decision, DECISION_ANSWERED);
	assert_int_equal(answer.by, BY_PATTERN);
	assert_string_equal(answer.fact->id, "road");
	answer_decide(roads, "how broad is the old road", false, &answer);
	assert_null(answer.fact);
	answer_decide(roads, "how broad is the road of oslo", false, &answer);
	assert_null(answer.fact);
	/* more like the near miss than like its question */
	answer_decide(roads, "so how broad was the old road", false, &answer);
	assert_null(answer.fact);
	index_free(roads);
}

/* What is sure enough for who asks is not for who has not asked. */
static void ambient_it_must_be_certain(void **state)
{
	static const char *const before[] = {"", "so ", "and please tell us ", "now say "},
				 *const parsed[] = {"why did sihanouk abdicate",
					 "how long did they bomb", "who followed sihanouk",
					 "how many refugees fled to thailand"},
				 *const after[] = {"", " that year",
					 " with all his money and court",
					 " to the fields over the river", " then, in the end"};
	size_t spoke = 0;

	(void)state;
	for (size_t i = 0; i < 4 * 4 * 5; i++) {
		char text[200];

		snprintf(text, sizeof text, "%s%s%s?", before[i % 4], parsed[i / 4 % 4],
			after[i / 16]);
		double confidence = decide_on(text, false)->confidence;
		bool speaks = decide_on(text, true)->decision == DECISION_ANSWERED;

		if (speaks && confidence < 0.9)
			fail_msg("\"%s\": %.2f", text, confidence);
		spoke += speaks;
	}
	assert_true(spoke > 0);
}

/* Encoding takes milliseconds: what cannot become certain by it is not read. */
static void ambient_only_what_can_be_certain_is_read(void **state)
{
	static struct answer answer;
	struct error err;
	struct index *index = index_of_file("tests/unit/small.yaml");
	struct embeddings *embeddings = embeddings_new("bot/encode/minilm-l6-v2.q8", NULL, &err);
	static const struct {
		const char *text;
		bool read;
	} lines[] = {
		{"what illness made king sihanouk give up his throne", true},
		{"why does everybody at my school want a job in thailand", false},
	};

	(void)state;
	assert_non_null(embeddings);
	index_embed(index, embeddings);
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		answer_decide(index, lines[i].text, false, &answer);
		assert_int_equal(answer.by, BY_STATEMENT);
		answer_decide(index, lines[i].text, true, &answer);
		assert_int_equal(answer.by == BY_STATEMENT, lines[i].read);
	}
	index_free(index);
	embeddings_free(embeddings);
}

static void ambient_what_is_unlikely_is_not_ranked(void **state)
{
	struct fit fit = {
		.score = 20, .evidence = {[EVIDENCE_NEAREST] = 0.8f, [EVIDENCE_SAID] = 0.8f}};
	struct parsed_question parsed = {.near_miss_prior = -3};

	(void)state;
	assert_true(glance_may_rank(&parsed, &fit, 1, 0.5f, false));
	assert_false(glance_may_rank(&parsed, &fit, 0, 0.5f, false));
	assert_false(glance_may_rank(&parsed, &fit, 1, 0.1f, false));
	assert_true(glance_may_rank(&parsed, &fit, 1, 0.1f, true));
	assert_false(glance_is_hopeless(&parsed));
	parsed.near_miss_prior = -0.5f;
	assert_false(glance_may_rank(&parsed, &fit, 1, 0.5f, false));
	assert_true(glance_may_rank(&parsed, &fit, 1, 0.95f, false));
	parsed.near_miss_prior = 12;
	assert_false(glance_may_rank(&parsed, &fit, 1, 0.95f, true));
	assert_true(glance_is_hopeless(&parsed));
}

/* Whatever the room, no line is longer, the citation and the id stand in the first, and nothing of
 * the sentence is lost. */
static void no_line_is_too_long_and_none_loses_its_citation(void **state)
{
	static struct reply reply;

	(void)state;
	for (size_t i = 0; i < small->count; i++)
		for (size_t room = 90; room <= 510; room++) {
			const struct fact *fact = small->profiles[i].fact;

			reply_fact(&small->set, fact, NULL, room, &reply);
			assert_true(reply.count >= 1);
			assert_non_null(strstr(reply.lines[0], fact->id));
			assert_non_null(strchr(reply.lines[0], '['));
			for (size_t k = 0; k < reply.count; k++) {
				assert_true(strlen(reply.lines[k]) <= room);
				assert_true(text_is_utf8(reply.lines[k], strlen(reply.lines[k])));
			}
		}
}

static void what_is_said_of_an_unknown_is_short(void **state)
{
	static struct reply reply;

	(void)state;
	reply_answer(small, decide_on("who built angkor wat?", false), 400, &reply);
	assert_int_equal(reply.count, 1);
	assert_memory_equal(reply.lines[0], "I don't know.", 13);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(questions_are_answered_or_refused),
		cmocka_unit_test(a_name_that_the_fact_does_not_know_decides),
		cmocka_unit_test(every_question_of_a_fact_gets_that_fact),
		cmocka_unit_test(near_misses_are_refused),
		cmocka_unit_test(offers_can_be_chosen_from),
		cmocka_unit_test(what_decided_is_told),
		cmocka_unit_test(hidden_questions_are_not_there),
		cmocka_unit_test(yes_and_no_come_from_the_questions),
		cmocka_unit_test(one_word_is_not_answered),
		cmocka_unit_test(ambient_only_a_pattern_makes_it_speak),
		cmocka_unit_test_setup_teardown(
			ambient_it_needs_a_pattern_of_the_fact, scratch_setup, scratch_teardown),
		cmocka_unit_test_setup_teardown(a_pattern_decides, scratch_setup, scratch_teardown),
		cmocka_unit_test(ambient_it_must_be_certain),
		cmocka_unit_test(ambient_only_what_can_be_certain_is_read),
		cmocka_unit_test(ambient_what_is_unlikely_is_not_ranked),
		cmocka_unit_test(no_line_is_too_long_and_none_loses_its_citation),
		cmocka_unit_test(what_is_said_of_an_unknown_is_short),
	};

	return cmocka_run_group_tests(tests, small_setup, small_teardown);
}
