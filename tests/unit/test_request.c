#include "scratch.h"

#include "talk/request.h"
#include "verbs/command.h"

#include <string.h>

/* Whether request_read() may find something for us. */
static bool may_be_ours(const char *line, const char *own_nick, const struct request_style *style)
{
	return request_is_opened(line, style) || request_may_name(line, own_nick);
}

/* What is heard, where, and what it is taken for. */
static const struct {
	const char *line;
	bool private_message;
	enum request_kind kind;
	const char *text; /* of the question, or the arguments of the command */
	const char *verb;
} rows[] = {
	{"tonle: who is Hun Sen?", false, REQUEST_QUESTION, "who is Hun Sen?", ""},
	{"tonle, who is Hun Sen?", false, REQUEST_QUESTION, "who is Hun Sen?", ""},
	{"TONLE:who is Hun Sen?", false, REQUEST_QUESTION, "who is Hun Sen?", ""},
	{"@tonle who is Hun Sen?", false, REQUEST_QUESTION, "who is Hun Sen?", ""},
	{"who is Hun Sen, tonle?", false, REQUEST_QUESTION, "who is Hun Sen?", ""},
	{"?? who is Hun Sen", false, REQUEST_QUESTION, "who is Hun Sen", ""},
	{"??who is Hun Sen", false, REQUEST_QUESTION, "who is Hun Sen", ""},
	{"!ask who is Hun Sen", false, REQUEST_QUESTION, "who is Hun Sen", ""},
	{"\x02tonle\x02: \x03"
	 "04,01who\x0f is Hun Sen?",
		false, REQUEST_QUESTION, "who is Hun Sen?", ""},
	{"who is Hun Sen?", true, REQUEST_QUESTION, "who is Hun Sen?", ""},
	{"tonle: who is Hun Sen?", true, REQUEST_QUESTION, "who is Hun Sen?", ""},
	{"who is Hun Sen?", false, REQUEST_AMBIENT, "who is Hun Sen?", ""},
	{"tonle is a nice bot", false, REQUEST_AMBIENT, "tonle is a nice bot", ""},
	{"I asked tonle", false, REQUEST_AMBIENT, "I asked tonle", ""},
	{"tonleish: who?", false, REQUEST_NONE, "tonleish: who?", ""},
	{"anna: who is Hun Sen?", false, REQUEST_NONE, "anna: who is Hun Sen?", ""},
	{"anna, who is Hun Sen?", false, REQUEST_NONE, "anna, who is Hun Sen?", ""},
	{"@anna who is Hun Sen?", false, REQUEST_NONE, "@anna who is Hun Sen?", ""},
	{"!seen anna", false, REQUEST_MISTYPED, "!seen anna", ""},
	{"tonle:", false, REQUEST_NONE, "", ""},
	{"", false, REQUEST_NONE, "", ""},
	{"   ", true, REQUEST_NONE, "", ""},
	{"tonle: help", false, REQUEST_COMMAND, "", "help"},
	{"tonle: Help!", false, REQUEST_COMMAND, "", "help"},
	{"!help", false, REQUEST_COMMAND, "", "help"},
	{"!help search", false, REQUEST_COMMAND, "search", "help"},
	{"!help me please someone", false, REQUEST_MISTYPED, "!help me please someone", ""},
	{"help", true, REQUEST_COMMAND, "", "help"},
	{"help", false, REQUEST_AMBIENT, "help", ""},
	{"tonle: why?", false, REQUEST_COMMAND, "", "why"},
	{"tonle: why did he abdicate?", false, REQUEST_QUESTION, "why did he abdicate?", ""},
	{"tonle: search seabees navy", false, REQUEST_COMMAND, "seabees navy", "search"},
	{"tonle: search", false, REQUEST_COMMAND, "", "search"},
	{"tonle: source of the aid", false, REQUEST_QUESTION, "source of the aid", ""},
	{"tonle; who is Hun Sen?", false, REQUEST_QUESTION, "who is Hun Sen?", ""},
	{"tonle> who is Hun Sen?", false, REQUEST_QUESTION, "who is Hun Sen?", ""},
	{"Tonle who is Hun Sen?", false, REQUEST_QUESTION, "who is Hun Sen?", ""},
	{"tonle who's Hun Sen", false, REQUEST_QUESTION, "who's Hun Sen", ""},
	{"hey tonle, who is Hun Sen", false, REQUEST_QUESTION, "who is Hun Sen", ""},
	{"hey tonle who is Hun Sen", false, REQUEST_QUESTION, "who is Hun Sen", ""},
	{"who is Hun Sen? tonle", false, REQUEST_QUESTION, "who is Hun Sen?", ""},
	{"who is Hun Sen @tonle", false, REQUEST_QUESTION, "who is Hun Sen", ""},
	{"who is Hun Sen? @tonle!", false, REQUEST_QUESTION, "who is Hun Sen?!", ""},
	{"tonle knows who is who", false, REQUEST_AMBIENT, "tonle knows who is who", ""},
	{"tonle who", false, REQUEST_AMBIENT, "tonle who", ""},
	{"tonle is what we ask", false, REQUEST_AMBIENT, "tonle is what we ask", ""},
	{"did you ask tonle?", false, REQUEST_AMBIENT, "did you ask tonle?", ""},
};

static void lines_are_taken_for_what_they_are(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct request request;

		request_read(rows[i].line, "tonle", rows[i].private_message, &request_style_usual,
			command_is_verb, &request);
		if (request.kind != rows[i].kind)
			fail_msg("\"%s\" is taken for %d, not %d", rows[i].line, request.kind,
				rows[i].kind);
		assert_string_equal(
			rows[i].kind == REQUEST_COMMAND ? request.arguments : request.text,
			rows[i].text);
		if (rows[i].kind == REQUEST_COMMAND)
			assert_string_equal(request.verb, rows[i].verb);
	}
}

static const struct {
	const char *prefix, *question_prefix, *line;
	enum request_kind kind;
	const char *text; /* the arguments of a command */
} styled[] = {
	{".", "??", ".source", REQUEST_COMMAND, ""},
	{".", "??", "!source", REQUEST_AMBIENT, "!source"},
	{".", "??", ".ask who is Hun Sen", REQUEST_QUESTION, "who is Hun Sen"},
	{",", "??", ",topic trade", REQUEST_COMMAND, "trade"},
	{"t!", "??", "T!source", REQUEST_COMMAND, ""},
	{"", "??", "!source", REQUEST_AMBIENT, "!source"},
	{"", "??", "source", REQUEST_AMBIENT, "source"},
	{"", "??", "tonle: source", REQUEST_COMMAND, ""},
	{"!", "?", "? who is Hun Sen", REQUEST_QUESTION, "who is Hun Sen"},
	{"!", "", "?? who is Hun Sen", REQUEST_AMBIENT, "?? who is Hun Sen"},
	{"!", "!!", "!!who is Hun Sen", REQUEST_QUESTION, "who is Hun Sen"},
};

static void a_channel_has_prefixes_of_its_own(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof styled / sizeof *styled; i++) {
		const struct request_style style = {styled[i].prefix, styled[i].question_prefix};
		struct request request;
		bool maybe = may_be_ours(styled[i].line, "tonle", &style);

		request_read(styled[i].line, "tonle", false, &style, command_is_verb, &request);
		if (request.kind != styled[i].kind)
			fail_msg("\"%s\" is taken for %d", styled[i].line, request.kind);
		assert_string_equal(
			request.kind == REQUEST_COMMAND ? request.arguments : request.text,
			styled[i].text);
		assert_true(maybe || request.kind == REQUEST_AMBIENT);
	}
}

/* The cheap look at a raw line says no only where the careful one would find nothing for us. */
static void the_cheap_look_misses_nothing(void **state)
{
	static const char *const chatter[] = {"lunch, anyone?", "i am off to the library",
		"anna: did you bring the book", "what?? no way!", "tonl is short", "caf\xe9"};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (!rows[i].private_message &&
			(rows[i].kind == REQUEST_QUESTION || rows[i].kind == REQUEST_COMMAND))
			assert_true(may_be_ours(rows[i].line, "tonle", &request_style_usual));
	assert_true(may_be_ours("t\x02onle: who is Hun Sen?", "tonle", &request_style_usual));
	assert_true(may_be_ours(" \t?? who is Hun Sen?", "tonle", &request_style_usual));
	for (size_t i = 0; i < sizeof chatter / sizeof *chatter; i++)
		assert_false(may_be_ours(chatter[i], "tonle", &request_style_usual));
}

static void long_lines_and_bad_bytes_are_cut_not_feared(void **state)
{
	static char line[8192];
	struct request request;

	(void)state;
	memset(line, '\xff', sizeof line - 1);
	request_read(line, "tonle", true, &request_style_usual, command_is_verb, &request);
	assert_int_equal(request.kind, REQUEST_QUESTION);
	assert_true(strlen(request.text) < REQUEST_TEXT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_taken_for_what_they_are),
		cmocka_unit_test(a_channel_has_prefixes_of_its_own),
		cmocka_unit_test(the_cheap_look_misses_nothing),
		cmocka_unit_test(long_lines_and_bad_bytes_are_cut_not_feared),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
