#include "ask_fixture.h"

#include "talk/resolve.h"

#include <string.h>

static void a_pronoun_is_found_unless_the_text_explains_it(void **state)
{
	static const struct {
		const char *text;
		enum reference_kind kind;
		bool certain;
	} rows[] = {
		{"who followed him?", REFERENCE_HE, true},
		{"was she the ambassador", REFERENCE_SHE, true},
		{"when was it signed?", REFERENCE_IT, true},
		{"why did they flee", REFERENCE_THEY, true},
		{"how many were there?", REFERENCE_THERE, false},
		{"who lives there?", REFERENCE_THERE, true},
		{"who was king then?", REFERENCE_THEN, true},
		{"who dissolved that one?", REFERENCE_IT, true},
		{"why did he, Hun Sen, stay", REFERENCE_NONE, false},
		{"did Sihanouk love his country", REFERENCE_NONE, false},
		{"did the US end its embargo?", REFERENCE_NONE, false},
		{"when did refugees flee and where did they go", REFERENCE_NONE, false},
		{"is it true that Sihanouk abdicated", REFERENCE_NONE, false},
		{"had he been held by then", REFERENCE_HE, true},
		{"what had been sold by then", REFERENCE_NONE, false},
		{"who led the government?", REFERENCE_NONE, false},
		{"who led the government according to this?", REFERENCE_NONE, false},
		{"who led this?", REFERENCE_IT, true},
		{"which king gave up his crown", REFERENCE_NONE, false},
		{"which station shut its office", REFERENCE_NONE, false},
		{"did the miller get his letter", REFERENCE_HE, false},
		{"what did hallgren write in his diary", REFERENCE_HE, false},
		{"what happened to his letter", REFERENCE_HE, true},
		{"did the US answer his letter", REFERENCE_HE, true},
		{"who answered his letter", REFERENCE_HE, true},
		{"", REFERENCE_NONE, false},
	};
	struct reference reference;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		reference_read(small, fold(rows[i].text), &reference);
		if (reference.kind != rows[i].kind ||
			(rows[i].kind && reference.certain != rows[i].certain))
			fail_msg("\"%s\": %d, %d", rows[i].text, (int)reference.kind,
				reference.certain);
	}
}

/* Who may be meant by the line's pronoun after that question, likeliest first: "a, b". */
static const char *meant(const char *line, const char *question, const char *subjects)
{
	static char list[512];
	const struct reference_before before = {
		.question = fold(question), .subjects = subjects, .unclear = ""};
	struct antecedent found[REFERENCES_MAX];
	struct reference reference;
	bool joined;

	reference_read(small, fold(line), &reference);
	size_t count = reference_find(small, &reference, &before, found, &joined);

	snprintf(list, sizeof list, "%s", joined ? "joined: " : "");
	for (size_t i = 0; i < count; i++)
		snprintf(list + strlen(list), sizeof list - strlen(list), i ? ", %s" : "%s",
			found[i].name);
	return list;
}

static void kind_and_number_narrow_what_is_meant(void **state)
{
	(void)state;
	assert_string_equal(meant("when did he die", "who is Hun Sen?", ""), "Hun Sen");
	assert_string_equal(meant("when did she die", "who is Hun Sen?", ""), "");
	assert_string_equal(meant("when did she die", "who is Maria?", ""), "Maria");
	assert_string_equal(meant("when did he die", "who is Maria?", "hun sen, "), "Hun Sen");
	assert_string_equal(meant("who lives there", "did Hun Sen visit Japan?", ""), "Japan");
	assert_string_equal(meant("when did he die", "why did prices rise?", ""), "");
	assert_string_equal(
		meant("when did he die", "did Lon Nol follow Sihanouk?", ""), "Lon Nol, Sihanouk");
	assert_string_equal(meant("when did he die", "who are Lon Nol and Sihanouk?", ""),
		"joined: Lon Nol, Sihanouk");
}

static void a_name_takes_the_pronouns_place(void **state)
{
	const struct antecedent sihanouk = {.form = "sihanouk"};
	struct reference reference;
	char full[REFERENCE_TEXT];

	(void)state;
	reference_read(small, fold("who took his throne?"), &reference);
	reference_fill(fold("who took his throne?"), &reference, &sihanouk, full);
	assert_string_equal(full, "who took sihanouk's throne?");
	assert_true(reference_supply(small, "when did he die?", fold("Hun Sen"), full));
	assert_string_equal(full, "when did hun sen die?");
	assert_false(reference_supply(small, "when did he die?", fold("who is Hun Sen?"), full));
	assert_false(reference_supply(small, "", fold("Hun Sen"), full));
}

/* What a line comes to after a question: the fact, "unclear: …", "none" or the decision. */
static const char *outcome(const char *question, const char *line)
{
	static char said[512];
	static struct answer answer; /* large */
	static char full[FOLLOWUP_TEXT];
	struct reference_before before = {.question = fold(question),
		.fact = *question ? decide_on(question, false)->fact : NULL,
		.subjects = "",
		.unclear = ""};

	switch (resolve(small, fold(line), &before, full, &answer, said, sizeof said)) {
	case RESOLUTION_NONE:
		return "none";
	case RESOLUTION_UNCLEAR:
		return said;
	default:
		return answer.fact ? answer.fact->id : answer_decision_name(answer.decision);
	}
}

static void dependent_questions_are_resolved_or_asked_back(void **state)
{
	(void)state;
	assert_string_equal(
		outcome("Why did Sihanouk abdicate?", "who succeeded him?"), "succession");
	assert_string_equal(outcome("Why did Sihanouk abdicate?", "and when?"), "abdication");
	assert_string_equal(outcome("", "who succeeded him?"), "Whom do you mean by him?");
	assert_string_equal(outcome("", "when was it signed?"), "What do you mean by it?");
	assert_string_equal(outcome("Who are Lon Nol and Sihanouk?", "when did he die?"),
		"Whom do you mean by he: Lon Nol or Sihanouk?");
	/* never about somebody else */
	assert_string_equal(outcome("Who is Hun Sen?", "why did he abdicate?"), "unknown");
	assert_string_equal(outcome("", "why did Sihanouk abdicate?"), "none");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_pronoun_is_found_unless_the_text_explains_it),
		cmocka_unit_test(kind_and_number_narrow_what_is_meant),
		cmocka_unit_test(a_name_takes_the_pronouns_place),
		cmocka_unit_test(dependent_questions_are_resolved_or_asked_back),
	};

	return cmocka_run_group_tests(tests, small_setup, small_teardown);
}
