#include "scratch.h"

#include "pattern/pattern_table.h"
#include "talk/acts.h"
#include "talk/offers.h"

#include <string.h>

/* Folded lines and what they do. */
static const struct {
	const char *line;
	enum act act;
} rows[] = {
	{"thank you so much", ACT_THANKS},
	{"ok thanks, tonle", ACT_THANKS},
	{"no thanks", ACT_THANKS},
	{"hello", ACT_GREETING},
	{"how are you?", ACT_GREETING},
	{"bye for now", ACT_GOODBYE},
	{"sorry", ACT_APOLOGY},
	{"sorry for the noise", ACT_APOLOGY},
	{"k", ACT_ACKNOWLEDGEMENT},
	{"g", ACT_ACKNOWLEDGEMENT},
	{"ok i see", ACT_ACKNOWLEDGEMENT},
	{"what a pity", ACT_ACKNOWLEDGEMENT},
	{"what a day!", ACT_ACKNOWLEDGEMENT},
	{"does it matter", ACT_ACKNOWLEDGEMENT},
	{"testing 123", ACT_GREETING},
	{"lol", ACT_LAUGHTER},
	{"hahaha that's funny", ACT_LAUGHTER},
	{"good bot", ACT_PRAISE},
	{"you suck", ACT_INSULT},
	{"are you a bot?", ACT_ABOUT_BOT},
	{"is this a bot or a human", ACT_ABOUT_BOT},
	{"how old are you?", ACT_ABOUT_BOT},
	{"how does this work", ACT_HELP},
	{"list of commands", ACT_HELP},
	{"do you speak french?", ACT_LANGUAGE},
	{"what languages do you know", ACT_LANGUAGE},
	{"are you sure?", ACT_DOUBT},
	{"is that true?", ACT_DOUBT},
	{"link?", ACT_SOURCE},
	{"what's your source", ACT_SOURCE},
	{"where did you get that from?", ACT_SOURCE},
	{"you are wrong", ACT_WRONG},
	{"that's not what i asked", ACT_WRONG},
	{"more please", ACT_MORE},
	{"shut up", ACT_SILENCE},
	{"i want to die", ACT_DISTRESS},
	{"i don't want to live anymore", ACT_DISTRESS},
	{"what do you mean?", ACT_UNCLEAR},
	/* questions and keywords are none */
	{"who is hun sen?", ACT_NONE},
	{"when did sihanouk die", ACT_NONE},
	{"why did they want to die for him?", ACT_NONE},
	{"thanks, and when did he die?", ACT_NONE},
	{"ok and who followed him?", ACT_NONE},
	{"source of the debt", ACT_NONE},
	{"is it true that pol pot died", ACT_NONE},
	{"more aid to cambodia", ACT_NONE},
	{"when?", ACT_NONE},
	{"1975", ACT_NONE},
	{"", ACT_NONE},
};

static void lines_are_the_acts_that_they_are(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (acts_read(rows[i].line) != rows[i].act)
			fail_msg("\"%s\" is taken for %d, not %d", rows[i].line,
				acts_read(rows[i].line), rows[i].act);
	pattern_table_free_all();
}

static void every_act_but_chat_has_one_short_line(void **state)
{
	char line[512];

	(void)state;
	for (int act = ACT_NONE + 1; act < ACTS; act++) {
		acts_reply((enum act)act, &(struct subject){.name = "bees"}, "breakfast", line,
			sizeof line);
		assert_true(strlen(line) < 200);
		if (act != ACT_ACKNOWLEDGEMENT && act != ACT_LAUGHTER && act != ACT_VERB)
			assert_true(*line);
	}
}

static const char *const choices[] = {
	"sanctions-expire what happened to the remaining sanctions by 2008? | of the treasury too",
	"hing-effect the sanction of june 2018 freezes | assets of the general",
	"hing-sanctioned the treasury sanctioned | the general on 12 june 2018",
};

static const struct {
	const char *said;
	int stale, fresh; /* what it picks after a pick, and of a new list */
} picks[] = {
	{"1", 0, 0},
	{"2)", 1, 1},
	{"#3", 2, 2},
	{"(2)", 1, 1},
	{"number 2", 1, 1},
	{"the second one", 1, 1},
	{"first", 0, 0},
	{"ok, the third please", 2, 2},
	{"the last one", 2, 2},
	{"yes", OFFERS_NONE, 0},
	{"yes please", OFFERS_NONE, 0},
	{"hing-effect", 1, 1},
	{"the treasury", OFFERS_NONE, 2},
	{"the assets one", OFFERS_NONE, 1},
	{"general", OFFERS_NONE, OFFERS_NONE},          /* stands in two */
	{"the one about the treasury", OFFERS_NONE, 2}, /* in the title of one */
	{"number two", 1, 1},
	{"c)", 2, 2},
	{"both", OFFERS_OUTSIDE, OFFERS_OUTSIDE},
	{"1 and 3", OFFERS_OUTSIDE, OFFERS_OUTSIDE},
	{"the fifth one", OFFERS_OUTSIDE, OFFERS_OUTSIDE},
	{"none of them", OFFERS_NONE, OFFERS_NONE},
	{"9", OFFERS_OUTSIDE, OFFERS_OUTSIDE},
	{"0", OFFERS_OUTSIDE, OFFERS_OUTSIDE},
	{"number 12", OFFERS_OUTSIDE, OFFERS_OUTSIDE},
	{"no", OFFERS_NONE, OFFERS_NONE},
	{"thanks", OFFERS_NONE, OFFERS_NONE},
	{"who is hun sen?", OFFERS_NONE, OFFERS_NONE},
	{"when was the second election?", OFFERS_NONE, OFFERS_NONE},
	{"", OFFERS_NONE, OFFERS_NONE},
};

static void offers_are_picked_as_people_pick(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof picks / sizeof *picks; i++) {
		int fresh = offers_pick(picks[i].said, choices, 3, true);
		int stale = offers_pick(picks[i].said, choices, 3, false);

		if (fresh != picks[i].fresh || stale != picks[i].stale)
			fail_msg("\"%s\" picks %d (then %d), not %d (then %d)", picks[i].said,
				fresh, stale, picks[i].fresh, picks[i].stale);
	}
	assert_int_equal(offers_pick("3", choices, 2, true), OFFERS_OUTSIDE);
	assert_int_equal(offers_pick("1", choices, 0, true), OFFERS_NONE);
	pattern_table_free_all();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_the_acts_that_they_are),
		cmocka_unit_test(every_act_but_chat_has_one_short_line),
		cmocka_unit_test(offers_are_picked_as_people_pick),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
