#include "ask_fixture.h"

#include "ask/reply.h"
#include "ask/swapped.h"

#include <string.h>

/* What the statement's roles are beside those of a question: 1 the same, -1 swapped, 0 not told. */
static const struct {
	const char *says, *asked;
	int roles;
} rows[] = {
	{"Lon Nol overthrew Sihanouk in 1970", "Did Lon Nol overthrow Sihanouk?", 1},
	{"Lon Nol overthrew Sihanouk in 1970", "Did Sihanouk overthrow Lon Nol?", -1},
	{"Lon Nol overthrew Sihanouk in 1970", "Was Lon Nol overthrown by Sihanouk?", -1},
	{"Lon Nol overthrew Sihanouk in 1970", "Was Sihanouk overthrown by Lon Nol?", 1},
	{"Lon Nol overthrew Sihanouk in 1970", "when did Sihanouk overthrow Lon Nol", -1},
	{"Lon Nol overthrew Sihanouk in 1970", "when was Sihanouk overthrown", 0},
	{"Lon Nol overthrew Sihanouk in 1970", "who overthrew Lon Nol", -1},
	{"Lon Nol overthrew Sihanouk in 1970", "who overthrew Sihanouk", 1},
	{"Sihanouk was overthrown by Lon Nol", "Did Sihanouk overthrow Lon Nol?", -1},
	{"Sihanouk was overthrown by Lon Nol", "Did Lon Nol overthrow Sihanouk?", 1},
	{"Hun Sen was arrested in 1970", "who did Hun Sen arrest", -1},
	{"Hun Sen used a plot to overthrow Sihanouk", "Did Sihanouk overthrow Hun Sen?", -1},
	/* a noun, and who is named on either side of it */
	{"The American bombing of Cambodia lasted four years", "Did Cambodia bomb America?", -1},
	{"The American embargo against Cambodia ended", "Did Cambodia end its embargo on America?",
		-1},
	{"The American embargo against Cambodia ended", "Did America end its embargo on Cambodia?",
		1},
	{"The American bombing of Cambodia lasted four years",
		"What was America trying to cut by bombing Cambodia?", 0},
	{"America supported Hun Sen in 1970", "What did Hun Sen have support for?", 0},
	{"The American trade embargo against Cambodia ended",
		"Did Cambodia lift a trade embargo on America?", -1},
	{"The American bombing of Cambodia lasted four years", "Did Cambodian planes bomb America?",
		-1},
	{"America bought goods of Cambodia", "what does Cambodia buy from America?", -1},
	{"The court overthrew Lon Nol", "Was the court overthrown by Lon Nol?", -1},
	{"America was the largest market for Cambodian goods",
		"Is Cambodia a market for American goods?", -1},
	{"America was the largest market for Cambodian goods",
		"Is America a market for Cambodian goods?", 1},
	/* another verb, no verb, what two do together, two subjects */
	{"Lon Nol overthrew Sihanouk in 1970", "Did Sihanouk forgive Lon Nol?", 0},
	{"Lon Nol overthrew Sihanouk in 1970", "sihanouk lon nol 1970", 0},
	{"Hun Sen met Sihanouk in 1970", "Did Sihanouk meet Hun Sen?", 0},
	{"Hun Sen and Lon Nol overthrew Sihanouk", "Did Hun Sen overthrow Sihanouk?", 1},
	{"Hun Sen and Lon Nol overthrew Sihanouk", "Did Sihanouk overthrow Hun Sen?", -1},
};

static int parts_of(const char *says, const char *asked)
{
	static struct parsed_question parsed; /* large */
	static struct terms terms;
	const struct fact fact = {.says = says};

	lexicon_terms(small->lexicon, fold(says), LEXICON_LEARN, &terms);
	match_read(small, fold(asked), &parsed);
	return swapped_roles(small, &parsed, &fact);
}

static void parts_are_compared(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (parts_of(rows[i].says, rows[i].asked) != rows[i].roles)
			fail_msg("\"%s\" \"%s\": %d, not %d", rows[i].says, rows[i].asked,
				parts_of(rows[i].says, rows[i].asked), rows[i].roles);
}

/* It is no answer, but offered with what the fact says. */
static void what_is_swapped_is_offered(void **state)
{
	static struct reply reply; /* large */

	(void)state;
	assert_string_equal(answered_with("did america bomb cambodia in the war?"), "bombing");
	const struct answer *answer = decide_on("did cambodia bomb america in the war?", false);

	assert_int_equal(answer->decision, DECISION_OFFERED);
	assert_int_equal(answer->offer_count, 1);
	assert_string_equal(answer->offers[0]->id, "bombing");
	reply_answer(small, answer, 400, &reply);
	assert_string_equal(reply.lines[0],
		"Not in my facts. Nearest: 1) American planes bombed Cambodia for four years, from "
		"1969 to 1973. (say its number)");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parts_are_compared),
		cmocka_unit_test(what_is_swapped_is_offered),
	};

	return cmocka_run_group_tests(tests, small_setup, small_teardown);
}
