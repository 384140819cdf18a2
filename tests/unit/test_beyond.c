#include "ask_fixture.h"

#include "ask/beyond.h"

#include <string.h>

#define COMPARED "it does not speak of what it is compared with"
#define MEANT "it says what was meant, not what came of it"
#define WILL "it does not say whether they would"
#define SAID "it is not said by the one asked about"
#define WHERE "it does not say where they were"
#define FEWER "it is the first or last of fewer"
#define DOER "it does not say who did it"
#define WOULD "it says what was, not what would have been"
#define COUNTRY "it speaks of another country's"

/* Why a question goes beyond a statement, or NULL. */
static const struct {
	const char *says, *asked, *reason;
} rows[] = {
	{"Nine Japanese ships were lost", "did more Japanese ships sink than American ships?",
		COMPARED},
	{"Nine Japanese and no American ships were lost",
		"did more Japanese ships sink than American ships?", NULL},
	{"Nine Japanese ships were lost", "were more than nine Japanese ships lost?", NULL},
	{"The raids on Cambodia aimed to stop supplies", "did the raids stop the supplies?", MEANT},
	{"Hun Sen offered to resume the search", "has Hun Sen resumed the search?", MEANT},
	{"Hun Sen offered to resume the search", "did Hun Sen offer to resume the search?", NULL},
	{"Hun Sen went on to resume the search", "did Hun Sen resume the search?", NULL},
	{"Hun Sen offered to resume the search", "did Hun Sen resume or stop the search?", NULL},
	{"Maria asked Hun Sen to forgive the debt", "did Hun Sen agree to the demand?", WILL},
	{"Maria asked Hun Sen to forgive the debt", "did Hun Sen travel to the war?", NULL},
	{"Hun Sen supported the trade", "did Hun Sen refuse to support the trade?", NULL},
	{"Maria asked Hun Sen to support it", "did Hun Sen agree to support it?", WILL},
	{"Hun Sen agreed to forgive the debt", "did Hun Sen agree to the demand?", NULL},
	{"Maria was found guilty in 2010, says the court", "what did Maria say in 2010?", SAID},
	{"Maria rejected the verdict of 2010", "what did Maria say in 2010?", NULL},
	{"Analysts said that the verdict was hard", "what did analysts say in 2010?", NULL},
	{"Lon Nol was a general of Cambodia", "is Lon Nol in Cambodia?", WHERE},
	{"Lon Nol was a general of Cambodia", "was Lon Nol ever in Japan?", WHERE},
	{"Lon Nol was a general of Cambodia", "was Lon Nol a general in Cambodia?", NULL},
	{"Lon Nol lived in exile", "is Lon Nol in Cambodia?", NULL},
	{"Maria was the first Japanese envoy to visit Cambodia",
		"who was the first Japanese envoy?", FEWER},
	{"Maria was the first Japanese envoy to visit Cambodia",
		"who was the first Japanese envoy to come to Cambodia?", NULL},
	{"Maria was the first Japanese envoy in the annals", "who was the first Japanese envoy?",
		NULL},
	{"Sihanouk was crowned King in 1993", "who crowned Sihanouk?", DOER},
	{"Sihanouk was crowned King by a priest", "who crowned Sihanouk?", NULL},
	{"A priest crowned Sihanouk in 1993", "who crowned Sihanouk?", NULL},
	{"Lon Nol overthrew Sihanouk", "would Sihanouk have stayed without Lon Nol?", WOULD},
	{"Lon Nol overthrew Sihanouk", "what if Lon Nol had not overthrown him?", WOULD},
	{"Lon Nol overthrew Sihanouk", "would you have the year when Lon Nol came?", NULL},
	{"Lon Nol said that he would stay", "would Lon Nol have stayed?", NULL},
	{"The Japanese Senate passed it", "did the Cambodian senate pass it?", COUNTRY},
	{"The Japanese Senate passed it", "did Japan's Senate pass it?", NULL},
	{"Japanese Senators passed it", "did Cambodia's senate pass it?", COUNTRY},
	{"The Senate of Japan passed it", "did the Cambodian senate pass it?", NULL}, /* unclear */
	{"The Japanese ambassador met the Cambodian ambassador",
		"did the Cambodian ambassador meet Maria?", NULL},
	{"The Japanese prime minister came", "did the Cambodian prime minister come?", COUNTRY},
	{"Maria was the Japanese envoy and minister",
		"was Maria a Japanese or a Cambodian minister?", NULL},
	{"The Japanese came to a minister", "did the Cambodian prime minister come?", NULL},
};

static const char *reason_for(const char *says, const char *asked)
{
	static struct parsed_question parsed; /* large */
	static struct terms terms;
	const struct fact fact = {.says = says};
	struct profile profile = {.fact = &fact};
	struct index index = *small;

	index.profiles = &profile;
	lexicon_terms(small->lexicon, fold(says), LEXICON_LEARN, &terms);
	match_read(small, fold(asked), &parsed);
	return beyond_fact(&index, &parsed, NULL, 0);
}

static void what_goes_beyond_a_statement(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *reason = reason_for(rows[i].says, rows[i].asked);

		if (strcmp(reason ? reason : "", rows[i].reason ? rows[i].reason : "") != 0)
			fail_msg("\"%s\" \"%s\": %s", rows[i].says, rows[i].asked, reason);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_goes_beyond_a_statement),
	};

	return cmocka_run_group_tests(tests, small_setup, small_teardown);
}
