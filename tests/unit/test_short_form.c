#include "ask_fixture.h"

#include "ask/short_form.h"

static const struct {
	const char *fact, *question;
	bool answers;
} rows[] = {
	/* it has what is asked: the word, and the date or name where the word stands */
	{"bridge", "when was the bridge opened", true},
	{"bridge", "year of the opening of the bridge", true},
	{"bridge", "is the bridge a present", true},
	{"bridge", "from which country was the present", true},
	{"bridge", NULL, true},
	{"ferry", "why was the ferry sold", true},
	/* or lacks the word, the number, the person or any reason */
	{"bridge", "what became of the ferry", false},
	{"bridge", "when was the ferry sold", false},
	{"bridge", "how many dollars did it bring", false},
	{"bridge", "who opened it on 2 July", false},
	{"bridge", "why was the bridge opened", false},
	{"ferry", "where did the captain go", false},
	/* a person may be called something that is no known name */
	{"throne", "who got the throne of Sihanouk", false},
	{"throne", "who is Sihanouk", true},
	{"throne", "when did the king give up the throne", true},
	/* most of the clause with the question's words is needed */
	{"raft", "what was the raft like", false},
	{"raft", "how many lanes has the barge", true},
	{"market", "what does the market sell", false},
	{"market", "does the market sell paper", false},
	{"mill", "what sort of winds closed the mill", false},
	{"mill", "what closed the mill", true},
	/* a doubt is not dropped, unless it is about something else */
	{"doubted", "what is the canal", false},
	{"doubting", "what is the dam", true},
	{"doubted-elsewhere", "what is the lock", true},
	{"doubted-as-a-whole", "what is the weir", false},
	/* a clause answers when a date or a number is asked for, and has all of them */
	{"clause", "when was the tunnel opened", true},
	{"clause", "who opened the tunnel", false},
	{"clause", NULL, false},
	{"clause-of-two", "when was the pier opened", false},
	{"none", "when was the quay opened", false},
};

static struct index *facts;

static int setup(void **state)
{
	(void)state;
	facts = index_of_file("tests/unit/short_form.yaml");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	index_free(facts);
	pattern_table_free_all();
	return 0;
}

static void it_answers_what_it_has(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct fact *fact = index_find(facts, rows[i].fact);
		struct parsed_question parsed;
		struct content statement;

		if (rows[i].question)
			match_read(facts, fold(rows[i].question), &parsed);
		content_read_statement(
			facts, rows[i].question ? &parsed : NULL, fact, &statement);
		if (short_form_answers(fact->brief, &statement) != rows[i].answers)
			fail_msg("%s: %s", rows[i].fact,
				rows[i].question ? rows[i].question : "no question");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(it_answers_what_it_has)};

	return cmocka_run_group_tests(tests, setup, teardown);
}
