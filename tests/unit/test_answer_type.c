#include "ask_fixture.h"

#include "ask/answer_type.h"

#include <string.h>

/* What keeps a statement from answering a question, or NULL. */
static const struct {
	const char *says, *asked, *lacking;
} rows[] = {
	{"The ship was seized on 12 May 1975", "why was the ship seized?", "it gives no reason"},
	{"The ship was seized on 12 May 1975", "do you know why they seized it?",
		"it gives no reason"},
	{"The rule lasted for 30 years", "why did it last so long?", "it gives no reason"},
	{"The embargo against Cambodia ended", "why did the embargo end?", "it gives no reason"},
	{"Because of illness the king abdicated", "why did the king abdicate?", NULL},
	{"The king abdicated on account of illness", "why did the king abdicate?", NULL},
	{"The general was sanctioned for corruption", "why was the general sanctioned?", NULL},
	{"Congress banned aid to press Hun Sen", "aid banned, why?", NULL},
	{"The leader was arrested on 3 September 2017", "how old was he?", "it gives no age"},
	{"The king died in 2012, aged 89", "how old was the king when he died?", NULL},
	{"The exercise was first held in 2010", "where was the exercise held?",
		"it names no place"},
	{"The exercise was held in Japan", "where was the exercise held?", NULL},
	{"The leader died on 15 April 1998", "how did the leader die?",
		"it gives no cause of death"},
	{"The general died in California", "what did the general die of?",
		"it gives no cause of death"},
	{"The king died in 2012 of heart failure", "what did the king die of?", NULL},
	{"The son became king in 2004", "who will follow the son on the throne?",
		"it does not speak of the future"},
	{"The son became king in 2004", "what did the son say?", "it does not say what was said"},
	{"The son said that he was king", "what did the son say?", NULL},
	{"The son became king after his father", "who was king before his father?",
		"it does not say what was before"},
	{"Exports were mostly garments", "what percentage of exports are garments?",
		"it gives no share"},
	{"A quarter of the exports were garments", "what share are garments?", NULL},
	{"He was ambassador in September 2017", "what is he doing now?", "it is of the past"},
	{"He is ambassador", "what is he doing now?", NULL},
	{"Relations began in May 1950", "on which day did relations begin?",
		"it does not give the day"},
	{"Relations began on 3 May 1950", "what was the date?", NULL},
	{"Relations began in 1950", "in which month did relations begin?",
		"it does not give the month"},
	{"The king died on 15 October 2012", "at what time of day did he die?",
		"it does not give the hour"},
	{"Turnout was 82 per cent", "what was the final turnout?",
		"it does not say which was the first or the last"},
	{"The leader was arrested in 2017", "was anybody besides the leader arrested?",
		"it does not speak of others"},
	{"Japan gave help", "which other countries gave help?", "it does not speak of others"},
	{"Japan and 18 others gave help", "which other countries gave help?", NULL},
	{"Besides peace the king wanted trade", "besides peace, what did the king want?", NULL},
	{"The exercise was held in 2010", "did they train with China instead of America?",
		"it does not say what was done instead"},
	{"The father abdicated in 2004", "has the son abdicated as well?",
		"it does not speak of both"},
	{"Father and son abdicated in 2004", "has the son abdicated as well?", NULL},
	{"The general was sanctioned in 2018", "is the general still under sanctions?",
		"it does not say whether it still is so"},
	{"The sanctions expired in 2008", "are the sanctions still in force?", NULL},
	{"His mission ended in 2024", "what did he do after he left?",
		"it does not say what came after"},
	{"The ship was seized", "what happened to the ship afterwards?",
		"it does not say what came after"},
	{"After his mission he became a teacher", "what did he do after his mission?", NULL},
	{"The critics were arrested", "which critics did they go after?", NULL},
	/* a number must count things */
	{"The two parties merged in 2012", "how many parties merged?", NULL},
	{"They fought from 1979 to 1991 with help from China", "how many advisers helped?",
		"it has no such number"},
	{"He served on 12 May for nine years and cost 5 million dollars",
		"how many projects did he finish?", "it has no such number"},
	{"Thirty volunteers came in 2007", "how many volunteers came?", NULL},
	{"By 2025 seventeen ambassadors had served", "how many ambassadors?", NULL},
	{"Roughly 2 million people died", "how many people died?", NULL},
	{"All of them taught English", "how many taught English?", NULL},
	{"The reign lasted nine years", "how many years did the reign last?", NULL},
};

static void what_type_a_statement_lacks(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct fact fact = {.says = rows[i].says, .when = ""};
		const struct profile profile = {.fact = &fact};
		const char *lacking = answer_type_lacking(&profile, NULL, fold(rows[i].asked));

		if (strcmp(lacking ? lacking : "", rows[i].lacking ? rows[i].lacking : "") != 0)
			fail_msg("\"%s\" \"%s\": %s", rows[i].says, rows[i].asked, lacking);
	}
}

/* A stored question of the same type shows that the fact answers it. */
static void a_stored_question_is_trusted(void **state)
{
	const struct question why = {.kind = QUESTION_ASK, .text = "why was it seized?"};
	const struct fact fact = {
		.says = "The ship was seized", .when = "", .questions = &why, .question_count = 1};
	const struct known known = {.number = 0, .kind = QUESTION_ASK};
	const struct profile profile = {
		.fact = &fact, .known = &known, .known_count = 1, .answered_count = 1};

	(void)state;
	assert_null(answer_type_lacking(&profile, NULL, fold("why did they seize it?")));
	assert_non_null(answer_type_lacking(&profile, &known, fold("why did they seize it?")));
	assert_non_null(answer_type_lacking(&profile, NULL, fold("how old was it?")));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_type_a_statement_lacks),
		cmocka_unit_test(a_stored_question_is_trusted),
	};

	return cmocka_run_group_tests(tests, small_setup, small_teardown);
}
