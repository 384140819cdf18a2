#include "ask_fixture.h"

#include "language/question.h"

static const struct {
	const char *text;
	enum question_type type;
} rows[] = {
	/* "when" may ask, or begin a clause of another question */
	{"when did Sihanouk abdicate?", ASKS_DATE},
	{"do you know when Sihanouk abdicated?", ASKS_DATE},
	{"who was king when?", ASKS_DATE},
	{"who was crowned, and when?", ASKS_DATE},
	{"who got the throne when Sihanouk stepped down?", ASKS_PERSON},
	{"and where was he when he died?", ASKS_PLACE},
	/* a reason may be asked for without "why" */
	{"what made observers hopeful?", ASKS_REASON},
	{"what are the new rules for?", ASKS_REASON},
	{"what's the money used for in Cambodia?", ASKS_REASON},
	{"which observers were hopeful?", ASKS_NAMES},
	{"what are the rules for the vote?", ASKS_DEFINITION},
};

static void the_form_tells_the_type(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (question_type(fold(rows[i].text)) != rows[i].type)
			fail_msg("%s: asks for %s", rows[i].text,
				question_type_name(question_type(fold(rows[i].text))));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(the_form_tells_the_type)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
