#include "ask_fixture.h"

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
	{"Who became king after Sihanouk?", "succession"},
	{"When was Sihanouk crowned?", "unknown"},        /* a near miss */
	{"why did Lon Nol abdicate", "unknown"},          /* a name that the fact does not know */
	{"why did Sihanouk abdicate in 1955", "unknown"}, /* and a number */
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
	assert_string_equal(answer->refused, "it names what the fact does not know");
	assert_string_equal(answer->fits[0].stranger, "lon-nol");
}

static void every_question_of_a_fact_gets_that_fact(void **state)
{
	(void)state;
	for (size_t i = 0; i < small->count; i++)
		for (size_t k = 0; k < small->profiles[i].answered_count; k++)
			assert_string_equal(answered_with(small->profiles[i].known[k].text),
				small->profiles[i].fact->id);
}

static void yes_and_no_come_from_the_questions(void **state)
{
	(void)state;
	assert_int_equal(decide_on("Did Sihanouk abdicate because he was ill?", false)->polarity,
		POLARITY_YES);
	assert_int_equal(
		decide_on("Did Sihanouk stay on the throne until his death?", false)->polarity,
		POLARITY_NO);
	assert_int_equal(decide_on("Why did Sihanouk abdicate?", false)->polarity, POLARITY_NONE);
}

static void unasked_only_a_pattern_makes_it_speak(void **state)
{
	(void)state;
	assert_int_equal(
		decide_on("why did sihanouk abdicate?", true)->decision, DECISION_ANSWERED);
	assert_int_equal(
		decide_on("reason for Sihanouk's abdication", true)->decision, DECISION_SILENT);
	assert_int_equal(decide_on("lunch anyone?", true)->decision, DECISION_SILENT);
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

			reply_fact(&small->set, fact, POLARITY_NONE, room, &reply);
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
		cmocka_unit_test(yes_and_no_come_from_the_questions),
		cmocka_unit_test(unasked_only_a_pattern_makes_it_speak),
		cmocka_unit_test(no_line_is_too_long_and_none_loses_its_citation),
		cmocka_unit_test(what_is_said_of_an_unknown_is_short),
	};

	return cmocka_run_group_tests(tests, small_setup, small_teardown);
}
