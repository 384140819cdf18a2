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

static void the_form_shows_a_question(void **state)
{
	static const char *const questions[] = {"Hun Sen, really?", "who was king",
		"for how many years was Sihanouk king", "in which city did he die",
		"to whom did the king speak", "the king stepped down when",
		"ok and the refugees fled to where exactly"};
	static const char *const others[] = {"the king was 81", "in Cambodia it rains",
		"for what it's worth, he was king", "in which case he was king",
		"no idea when", "that's why", "he said when the king would come",
		"I know where", "king of what"};

	(void)state;
	for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
		if (!question_form(fold(questions[i])))
			fail_msg("\"%s\" is no question", questions[i]);
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (question_form(fold(others[i])))
			fail_msg("\"%s\" is a question", others[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(the_form_tells_the_type),
		cmocka_unit_test(the_form_shows_a_question)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
