#include "ask_fixture.h"

#include "ask/entails.h"

#include <string.h>

/* What a clause of a statement, or a stored yes/no question, says about a question. */
static const struct {
	const char *wide, *asked;
	bool follows;
} rows[] = {
	/* who did it to whom */
	{"Lon Nol overthrew Sihanouk on 18 March 1970", "Did Lon Nol overthrow Sihanouk?", true},
	{"Lon Nol overthrew Sihanouk on 18 March 1970", "Did Sihanouk overthrow Lon Nol?", false},
	{"Lon Nol overthrew Sihanouk in 1970", "Was Sihanouk overthrown by Lon Nol?", true},
	{"Lon Nol overthrew Sihanouk in 1970", "Was Lon Nol overthrown by Sihanouk?", false},
	{"Lon Nol overthrew Sihanouk in 1970", "Was Sihanouk overthrown?", true},
	{"Lon Nol overthrew Sihanouk in 1970", "Was Lon Nol overthrown?", false},
	{"the court dissolved the party", "Did the party dissolve the court?", false},
	{"the court dissolved the party", "Did the court dissolve the party?", true},
	{"Sihanouk was crowned by Sihamoni", "Did Sihamoni crown Sihanouk?", true},
	{"Sihanouk was crowned by Sihamoni", "Did Sihanouk crown Sihamoni?", false},
	{"Lon Nol overthrew Sihanouk and Hun Sen deposed Sihamoni", "Did Lon Nol depose Sihamoni?",
		false},
	{"Sihamoni, the son of Sihanouk, is king", "Is Sihamoni the son of Sihanouk?", true},
	{"Sihamoni, the son of Sihanouk, is king", "Is Sihanouk the son of Sihamoni?", false},
	{"Sihamoni, the son of Sihanouk, became king when his father abdicated",
		"has Sihamoni abdicated?", false},
	{"Sihamoni became king and abdicated", "did Sihamoni abdicate?", true},
	{"Hun Sen is a Cambodian politician", "Is Hun Sen in Cambodia?", false},
	{"Hun Sen is in Cambodia", "Is Hun Sen in Cambodia?", true},
	{"Hun Sen is Cambodia's king", "Is Hun Sen a king of Cambodia?", false},
	/* what is denied, weakened, reported, ranked */
	{"Cambodia joined the club", "Did Cambodia join the club?", true},
	{"Cambodia joined the club", "Did Cambodia never join the club?", false},
	{"Cambodia joined the club", "Did Cambodia not join the club?", false},
	{"Cambodia joined the club", "Didn't Cambodia join the club?", true},
	{"Cambodia joined the club", "Did Cambodia almost join the club?", false},
	{"Cambodia joined the club", "Did Cambodia refuse to join the club?", false},
	{"Cambodia refused to join the club", "Did Cambodia join the club?", false},
	{"Cambodia never joined the club", "Did Cambodia join the club?", false},
	{"Cambodia joined the club", "Did anyone but Cambodia join the club?", false},
	{"Hun Sen accused America of having bombed Japan", "Did America bomb Japan?", false},
	{"Hun Sen is the former king of Cambodia", "Is Hun Sen the king of Cambodia?", false},
	{"Hun Sen is the second largest donor", "Is Hun Sen the largest donor?", false},
	{"Cambodia joined the club", "Did Cambodia or Japan join the club?", false},
	{"Cambodia joined the club", "Would Cambodia join the club?", false},
	/* numbers and dates */
	{"Sihanouk died in October 2012", "Did Sihanouk die in Beijing in 2012?", false},
	{"Sihanouk died in Beijing in October 2012", "Did Sihanouk die in Beijing in 2012?", true},
	{"Sihanouk died in Beijing in October 2012", "Did Sihanouk die in Beijing in 2013?", false},
	{"Hun Sen led Cambodia until 2023", "Did Hun Sen lead Cambodia in 2023?", false},
	{"Japan won 58 of the 120 seats", "Did Japan win 58 seats?", true},
	{"Japan won 58 of the 120 seats", "Did Japan win 120 seats?", false},
	{"Japan was given 85.74 per cent of the garments", "Was Japan given 74 per cent?", false},
	{"Hun Sen was more than 65 years old", "Was Hun Sen 65 years old?", false},
	/* tense */
	{"Hun Sen was the king of Cambodia", "Is Hun Sen the king of Cambodia?", false},
	{"Hun Sen is the king of Cambodia", "Is Hun Sen the king of Cambodia?", true},
	{"Hun Sen is a poet, king of Cambodia from 1993 to 2004", "Is Hun Sen king of Cambodia?",
		false},
};

/* Reads a claim; all its words are made known, as those of facts are. */
static void read_claim(const char *text, bool question, struct claim *out)
{
	static struct terms terms; /* large */
	const char *folded = fold(text);

	lexicon_terms(small->lexicon, folded, LEXICON_LEARN, &terms);
	claim_read(small->lexicon, folded, question, out);
}

static bool follows(const char *wide, const char *asked, bool question)
{
	static struct claim a, b; /* large */

	read_claim(wide, question, &a);
	read_claim(asked, true, &b);
	return entails(&a, &b, NULL);
}

static void a_clause_entails_what_it_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (follows(rows[i].wide, rows[i].asked, false) != rows[i].follows)
			fail_msg("\"%s\": \"%s\" %s", rows[i].wide, rows[i].asked,
				rows[i].follows ? "does not follow" : "follows");
}

static void a_question_entails_a_weaker_one(void **state)
{
	(void)state;
	assert_true(follows("Did Lon Nol overthrow Sihanouk in March 1970?",
		"did lon nol overthrow sihanouk", true));
	assert_true(follows("Was Sihanouk overthrown by Lon Nol in 1970?",
		"was sihanouk overthrown by lon nol?", true));
	assert_false(follows("Did Lon Nol overthrow Sihanouk?",
		"Did Lon Nol overthrow Sihanouk in 1970?", true));
	assert_false(follows(
		"Did Lon Nol overthrow Sihanouk?", "Did Sihanouk overthrow Lon Nol?", true));
	assert_false(follows(
		"Did Lon Nol never overthrow Sihanouk?", "Did Lon Nol overthrow Sihanouk?", true));
	assert_false(follows("Is Hun Sen the king?", "Was Hun Sen the king?", true));
	assert_false(follows("Were radio stations closed in Cambodia?",
		"did the radio stations close Cambodia?", true));
}

static void the_counterpart_stands_in_the_same_place(void **state)
{
	static const struct {
		const char *wide, *asked, *word;
	} cases[] = {
		{"Sihanouk died in Beijing in October 2012", "Did Sihanouk die in Beijing in 2013?",
			"2012"},
		{"Sihanouk died in Beijing in October 2012",
			"Did Sihanouk die in Beijing in March 2012?", "october"},
		{"Lon Nol overthrew Sihanouk", "Did Hun Sen overthrow Sihanouk?", "lon"},
		{"Lon Nol overthrew Sihanouk", "Did Lon Nol overthrow Sihamoni?", "sihanouk"},
		{"Lon Nol overthrew Sihanouk", "Did Sihamoni overthrow Hun Sen?", ""},
		{"Japan won 58 seats", "Did Japan win 60 seats?", "58"},
		{"Japan won 58 of the 120 garments", "Did Japan win 60 seats?", ""},
	};
	static struct claim wide, asked; /* large */

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct claim_item *found = NULL;

		read_claim(cases[i].wide, false, &wide);
		read_claim(cases[i].asked, true, &asked);
		for (size_t k = 0; k < asked.count && !found; k++)
			if (!claim_find(&wide, &asked, &asked.items[k]) &&
				entails(&wide, &asked, &asked.items[k]))
				found = entails_counterpart(&wide, &asked, &asked.items[k]);
		assert_string_equal(found ? claim_word(&wide, found->word) : "", cases[i].word);
	}
}

static const char *opening_to(const char *question)
{
	static char opening[VERDICT_LEAD + 16];

	verdict_opening(&decide_on(question, false)->verdict, opening, sizeof opening);
	return opening;
}

static void a_verdict_names_the_slot_that_differs(void **state)
{
	(void)state;
	assert_string_equal(opening_to("Did Sihanouk give up the throne?"), "Yes: ");
	assert_string_equal(
		opening_to("Did Sihanouk give up the throne in October 2004?"), "Yes: ");
	assert_string_equal(opening_to("Didn't Sihanouk give up the throne?"), "Yes: ");
	assert_string_equal(opening_to("Did Sihanouk refuse to give up the throne?"), "");
	assert_string_equal(
		opening_to("Did Sihanouk give up the throne or stay until his death?"), "");
	assert_string_equal(opening_to("Did Sihanouk stay on the throne until his death?"), "No: ");
}

/* Only a "no" with another name in its place shows that one name excludes others. */
static void another_name_is_no_contradiction(void **state)
{
	(void)state;
	assert_string_equal(
		opening_to("Did Cambodia break off relations with Vietnam in May 1965?"), "");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_clause_entails_what_it_says),
		cmocka_unit_test(a_question_entails_a_weaker_one),
		cmocka_unit_test(the_counterpart_stands_in_the_same_place),
		cmocka_unit_test(a_verdict_names_the_slot_that_differs),
		cmocka_unit_test(another_name_is_no_contradiction),
	};

	return cmocka_run_group_tests(tests, small_setup, small_teardown);
}
