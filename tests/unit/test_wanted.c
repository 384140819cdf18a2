#include "ask_fixture.h"

#include "ask/wanted.h"

#include <string.h>

/* What keeps a statement from answering a question, or NULL. */
static const struct {
	const char *says, *asked, *lacking;
} rows[] = {
	{"Some analysts said that Japan gave Hun Sen more room", "which analysts said so?",
		"it does not say which"},
	{"Many international human rights groups wanted trials",
		"name the groups that wanted trials", "it does not say which"},
	{"Two analysts, Maria and Annabel, said that", "which analysts said so?", NULL},
	{"A newspaper reported a secret deal", "which newspaper reported the deal?",
		"it does not say which"},
	{"A newspaper, The Gazette, reported a deal", "which newspaper reported the deal?", NULL},
	{"The Gazette is a newspaper", "which newspaper is meant?", NULL},
	{"They built schools in 11 provinces", "in which provinces did they build schools?",
		"it does not say which"},
	{"They built schools in two provinces, Takeo and Kampot",
		"in which provinces did they build schools?", NULL},
	{"The court lifted the ban", "which judge lifted the ban?", "it does not say which"},
	{"A treaty ended the war", "which treaty ended the war?", NULL},
	{"Some analysts said that Japan gave Hun Sen more room", "what did some analysts say?",
		NULL},
	{"Some analysts said that Japan gave Hun Sen more room",
		"what made analysts say that Hun Sen had room?", NULL},
	{"Some analysts said that Japan gave Hun Sen more room", "Hun Sen - who is said to help?",
		NULL},
	{"By some measures, analysts say, Japan gave most", "which analysts say so?", NULL},
	{"Japan was the second largest donor of Cambodia", "which country is the largest donor?",
		"it has another rank"},
	{"Japan was the largest donor of Cambodia", "who was the second biggest donor?",
		"it has another rank"},
	{"Japan was the largest donor of Cambodia", "who was the biggest donor?", NULL},
	{"Japan was the second largest donor of Cambodia", "is Japan the largest donor?", NULL},
	{"Japan was the second largest donor of Cambodia", "who gave money to Cambodia?", NULL},
	{"Japan was the first donor of Cambodia", "who was the only donor of Cambodia?",
		"it has another rank"},
	{"Japan was the first donor of Cambodia", "was Japan the only donor of Cambodia?", NULL},
	{"ODA stands for aid of Japan to Cambodia", "what does FDI stand for?",
		"it tells what another name stands for"},
	{"ODA stands for aid of Japan to Cambodia", "what does ODA stand for?", NULL},
};

static void what_a_statement_lacks(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		static struct parsed_question parsed; /* large */
		static struct terms terms;
		const struct fact fact = {.says = rows[i].says};

		lexicon_terms(small->lexicon, fold(rows[i].says), LEXICON_LEARN, &terms);
		match_read(small, fold(rows[i].asked), &parsed);
		const char *lacking = wanted_lacking(small, &parsed, &fact);

		if (strcmp(lacking ? lacking : "", rows[i].lacking ? rows[i].lacking : "") != 0)
			fail_msg("\"%s\" \"%s\": %s", rows[i].says, rows[i].asked, lacking);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_a_statement_lacks),
	};

	return cmocka_run_group_tests(tests, small_setup, small_teardown);
}
