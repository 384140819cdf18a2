#include "scratch.h"

#include "pattern/pattern.h"
#include "pattern/pattern_table.h"
#include "talk/split.h"
#include "talk/unwrap.h"

#include <string.h>

/* A line, and the bare question in it. */
static const struct {
	const char *line, *text, *for_nick, *called;
	bool quoted;
} rows[] = {
	{"why did Sihanouk abdicate?", "why did Sihanouk abdicate?", "", "", false},
	{"1. why did he abdicate?", "why did he abdicate?", "", "", false},
	{"Q: why did he abdicate?", "why did he abdicate?", "", "", false},
	{"question 3: why did he abdicate?", "why did he abdicate?", "", "", false},
	{"Q1 (2 points): why did he abdicate?", "why did he abdicate?", "", "", false},
	{"why did he abdicate? (3 points)", "why did he abdicate?", "", "", false},
	{"why did he abdicate? 2 sentences max", "why did he abdicate?", "", "", false},
	{"bob asks why did he abdicate?", "why did he abdicate?", "", "", false},
	{"my teacher asked \"why did he abdicate?\"", "why did he abdicate?", "", "", false},
	{"alice: why did he abdicate?", "why did he abdicate?", "", "alice", false},
	{"cnrp, what is it?", "what is it?", "", "cnrp", false},
	{"<alice> why did he abdicate?", "why did he abdicate?", "", "", true},
	{"[10:32] <bob> 2. why did he abdicate?", "why did he abdicate?", "", "", true},
	{"why did he abdicate? | bob", "why did he abdicate?", "bob", "", false},
	{"why did he abdicate? > bob", "why did he abdicate?", "bob", "", false},
	{"why did he abdicate @ bob", "why did he abdicate", "bob", "", false},
	{"why did he abdicate @tonle", "why did he abdicate", "", "", false},
	{"kr-death-toll | bob", "kr-death-toll", "bob", "", false},
	{"tell bob about kr-death-toll", "kr-death-toll", "bob", "", false},
	{"please tell bob about the death toll", "tell me about the death toll", "bob", "", false},
	{"tell bob when he died", "when he died", "bob", "", false},
	{"tell us about the death toll", "tell us about the death toll", "", "", false},
	{"hey tonle, quick question: why did he abdicate?", "why did he abdicate?", "", "", false},
	{"why did he abdicate, tonle?", "why did he abdicate?", "", "", false},
	{"Sorry for the basic question, but why did he abdicate?", "why did he abdicate?", "", "",
		false},
	{"“why did he abdicate?”", "why did he abdicate?", "", "", false},
	{"why did he abdicate? thanks in advance!", "why did he abdicate?", "", "", false},
	{"y did he abdicate", "why did he abdicate", "", "", false},
	{"biggest aid donor 4 cambodia", "biggest aid donor for cambodia", "", "", false},
	{"can u tell me when it closed", "can you tell me when it closed", "", "", false},
	{"how many seats in '13?", "how many seats in 2013", "", "", false},
	{"what happened in ១៩៥០?", "what happened in 1950?", "", "", false},
	{"did 2.000.000 people die", "did 2 million people die", "", "", false},
	{"did 2,000,000 people die", "did 2 million people die", "", "", false},
	{"did 2000000 people die", "did 2 million people die", "", "", false},
	{"did 2000,000 people die", "did 2 million people die", "", "", false},
	{"were there 1.234.567 voters", "were there 1234567 voters", "", "", false},
	/* these are left unchanged */
	{"which 2 trials ended", "which 2 trials ended", "", "", false},
	{"what does article 4 say", "what does article 4 say", "", "", false},
	{"who built Angkor Wat", "who built Angkor Wat", "", "", false},
	{"who is ambassador now?", "who is ambassador now?", "", "", false},
	{"1975: what happened?", "1975: what happened?", "", "", false},
	{"the u s army", "the u s army", "", "", false},
	{"compare a | b", "compare a", "b", "", false},
	{"2)", "2)", "", "", false},
	{"thanks", "thanks", "", "", false},
	{"", "", "", "", false},
};

static void what_is_for_one_alone(void **state)
{
	static const struct {
		const char *line;
		bool privately;
	} lines[] = {{"why did he abdicate? | bob", false}, {"why did he abdicate? @ bob", false},
		{"why did he abdicate > bob", true}, {"why did he abdicate? -> bob", true},
		{"tell bob about his abdication", true}, {"tell me about his abdication", false},
		{"3 > 2", false}};

	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		struct unwrapped bare;

		unwrap(lines[i].line, "tonle", &bare);
		assert_int_equal(bare.privately, lines[i].privately);
	}
}

static void the_question_is_taken_out_of_its_wrapping(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct unwrapped bare;

		unwrap(rows[i].line, "tonle", &bare);
		if (strcmp(bare.text, rows[i].text) != 0)
			fail_msg("\"%s\" gives \"%s\", not \"%s\"", rows[i].line, bare.text,
				rows[i].text);
		assert_string_equal(bare.for_nick, rows[i].for_nick);
		assert_string_equal(bare.called, rows[i].called);
		assert_int_equal(bare.quoted, rows[i].quoted);
	}
	pattern_table_free_all();
}

static const struct {
	const char *line;
	size_t count;
	const char *parts[SPLIT_PARTS];
} lines[] = {
	{"When did Sihanouk abdicate and when did he die?", 2,
		{"When did Sihanouk abdicate", "when did he die?"}},
	{"What was Operation Menu? And what was it for?", 2,
		{"What was Operation Menu?", "what was it for?"}},
	{"1) Who is Hun Sen? 2) How old is he? 3) Where is he?", 3,
		{"Who is Hun Sen?", "How old is he?", "Where is he?"}},
	{"who was the king, and who followed, and who came then?", 3,
		{"who was the king", "who followed", "who came then?"}},
	{"Who ended the bombing and when?", 2, {"Who ended the bombing", "when?"}},
	{"what is a? what is b? what is c? what is d?", 4,
		{"what is a?", "what is b?", "what is c?"}},
	{"when and why did Sihanouk abdicate?", 1, {NULL}},
	{"2004 or 2014, when was Cambodia admitted", 1, {NULL}},
	{"who was the king who abdicated?", 1, {NULL}},
	{"what did the US and China do?", 1, {NULL}},
	{"has it grown? give me the figure", 1, {NULL}},
	{"", 1, {NULL}},
};

static void several_questions_are_told_apart(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		char parts[SPLIT_PARTS][SPLIT_TEXT];
		size_t count = split_questions(lines[i].line, parts);

		if (count != lines[i].count)
			fail_msg("\"%s\" has %zu questions, not %zu", lines[i].line, count,
				lines[i].count);
		for (size_t k = 0; k < SPLIT_PARTS && lines[i].parts[k]; k++)
			assert_string_equal(parts[k], lines[i].parts[k]);
	}
	pattern_table_free_all();
}

static void long_lines_are_cut_not_feared(void **state)
{
	static char line[8192];
	struct unwrapped bare;
	char parts[SPLIT_PARTS][SPLIT_TEXT];

	(void)state;
	for (size_t i = 0; i + 4 < sizeof line; i += 4)
		memcpy(line + i, "2. ?", 4);
	unwrap(line, "tonle", &bare);
	assert_true(strlen(bare.text) < UNWRAP_TEXT);
	split_questions(bare.text, parts);
	pattern_table_free_all();
}

/* A pattern sees the first 400 bytes. It must not take the part of a number before that for all of
 * it. */
static void a_number_at_the_end_of_what_patterns_see(void **state)
{
	static const char *const numbers[] = {
		"000000000000000000000000000000", "1000000000000", "1,000,000,000,000,000"};
	char line[UNWRAP_TEXT];
	struct unwrapped out;

	(void)state;
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		for (int before = PATTERN_TEXT_MAX - 40; before < PATTERN_TEXT_MAX; before++) {
			snprintf(line, sizeof line, "who %0*d %s he?", before - 5, 9, numbers[i]);
			memset(line + 4, 'x', (size_t)before - 5);
			unwrap(line, "tonle", &out);
			assert_string_equal(out.text, line);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_question_is_taken_out_of_its_wrapping),
		cmocka_unit_test(what_is_for_one_alone),
		cmocka_unit_test(several_questions_are_told_apart),
		cmocka_unit_test(long_lines_are_cut_not_feared),
		cmocka_unit_test(a_number_at_the_end_of_what_patterns_see),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
