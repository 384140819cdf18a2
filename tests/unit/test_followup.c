#include "ask_fixture.h"

#include "ask/several.h"
#include "talk/followup.h"

#include <string.h>

static void dependent_questions_are_recognised(void **state)
{
	static const struct {
		const char *text;
		enum followup_kind kind;
	} rows[] = {
		{"and when?", FOLLOWUP_BARE},
		{"why?", FOLLOWUP_BARE},
		{"how many?", FOLLOWUP_BARE},
		{"ok, and since when exactly?", FOLLOWUP_BARE},
		{"when was that?", FOLLOWUP_BARE},
		{"who followed him?", FOLLOWUP_PRONOUN},
		{"did they come back", FOLLOWUP_PRONOUN},
		{"who said that?", FOLLOWUP_PRONOUN},
		{"what about Vietnam?", FOLLOWUP_ABOUT},
		{"and in 1975?", FOLLOWUP_ABOUT},
		{"and in the elections of the year 1975?", FOLLOWUP_ABOUT},
		/* these name what they are about */
		{"when did Sihanouk give up his throne?", FOLLOWUP_NONE},
		{"why did he, Hun Sen, stay", FOLLOWUP_NONE},
		{"how many refugees fled to Thailand?", FOLLOWUP_NONE},
		{"", FOLLOWUP_NONE},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (followup_kind(small, fold(rows[i].text)) != rows[i].kind)
			fail_msg("\"%s\": %d", rows[i].text,
				(int)followup_kind(small, fold(rows[i].text)));
}

static char text[FOLLOWUP_TEXT]; /* the last follow-up in full */

/* What a follow-up is answered with, after a question that was answered; "" for not at all. */
static const char *after(const char *before, const char *question)
{
	static struct answer answer; /* large */
	const struct fact *fact = decide_on(before, false)->fact;

	assert_non_null(fact);
	if (!followup_decide(small, fold(question), fold(before), fact, text, &answer))
		return "";
	assert_int_equal(answer.by, BY_FOLLOWUP);
	return answer.fact ? answer.fact->id : answer_decision_name(answer.decision);
}

static void follow_ups_are_completed(void **state)
{
	(void)state;
	assert_string_equal(after("Why did Sihanouk abdicate?", "and when?"), "abdication");
	assert_string_equal(
		after("when did King Sihanouk give up the throne", "why?"), "abdication");
	assert_non_null(strstr(text, "give up the throne"));
	assert_string_equal(
		after("Why did Sihanouk abdicate?", "who succeeded him?"), "succession");
	assert_non_null(strstr(text, "who succeeded sihanouk"));
	assert_string_equal(after("where did Cambodian refugees flee to", "how many?"), "refugees");
	/* another place is none of this fact's business */
	assert_string_equal(
		after("How many refugees fled to Thailand?", "what about Vietnam?"), "");
	/* nor is what stands by itself, or what the fact cannot tell */
	assert_string_equal(
		after("Why did Sihanouk abdicate?", "When did the first café open?"), "");
	assert_string_equal(after("What does Cambodia export?", "how many did he marry?"), "");
	/* nor what belongs to another topic */
	assert_string_equal(
		after("What does Cambodia export?", "and how long did they bomb Cambodia"), "");
}

static const char *const home_words[] = {"us", "usa", "american", "cambodian"};
static const struct subject home = {.home = home_words, .home_count = 4};

static void forms_that_ask_for_several(void **state)
{
	static const struct {
		const char *text, *thing;
	} rows[] = {
		{"what sanctions has the US imposed?", "sanctions"},
		{"timeline of relations", "relations"},
		{"who have been the ambassadors?", "ambassadors"},
		{"please list the donors", "donors"},
		{"which refugees were sent back?", "refugees"},
		{"what does Cambodia export?", ""},
		{"who was the ambassador?", "ambassador"},
		{"why did Sihanouk abdicate?", ""},
		{"which donor gave the most?", ""},
	};
	char thing[48];

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows - 3; i++) {
		several_form(&home, fold(rows[i].text), thing, sizeof thing);
		if (strcmp(thing, rows[i].thing) != 0)
			fail_msg("\"%s\": \"%s\"", rows[i].text, thing);
	}
	assert_false(several_form(&home, fold("why did Sihanouk abdicate?"), thing, sizeof thing));
	assert_false(several_form(&home, fold("which donor gave the most?"), thing, sizeof thing));
	assert_false(several_form(&home, fold("who was the ambassador?"), thing, sizeof thing));
}

/* In order of time; without a date last; never in ambient mode, and never for what no two know. */
static void several_facts_answer_together(void **state)
{
	struct index *index = index_of_file("tests/unit/several.yaml");
	static struct answer answer; /* large */
	static const char *const ids[] = {"envoy-anna", "envoy-bob", "envoy-carl"};

	(void)state;
	answer_decide(index, fold("who have been the envoys to Ruritania?"), false, &answer);
	assert_int_equal(answer.decision, DECISION_ANSWERED);
	assert_int_equal(answer.by, BY_SEVERAL);
	assert_int_equal(answer.facts_count, 3);
	for (size_t i = 0; i < 3; i++)
		assert_string_equal(answer.facts[i]->id, ids[i]);
	assert_ptr_equal(answer.fact, answer.facts[0]);
	answer_decide(index, fold("timeline of envoys"), false, &answer);
	assert_int_equal(answer.facts_count, 2);
	answer_decide(index, fold("who have been the envoys to Ruritania?"), true, &answer);
	assert_int_equal(answer.facts_count, 0);
	answer_decide(index, fold("who have been the cooks?"), false, &answer);
	assert_int_equal(answer.facts_count, 0);
	answer_decide(index, fold("who have been the envoys to Atlantis?"), false, &answer);
	assert_int_equal(answer.facts_count, 0);
	index_free(index);
}

static int teardown(void **state)
{
	return small_teardown(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dependent_questions_are_recognised),
		cmocka_unit_test(follow_ups_are_completed),
		cmocka_unit_test(forms_that_ask_for_several),
		cmocka_unit_test(several_facts_answer_together),
	};

	return cmocka_run_group_tests(tests, small_setup, teardown);
}
