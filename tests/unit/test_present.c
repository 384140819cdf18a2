#include "ask_fixture.h"

#include "ask/present.h"

/* Whether the question asks who holds an office today and the fact only tells who once did. */
static const struct {
	const char *says, *asked, *nearest;
	bool withheld;
} holders[] = {
	{"Lon Nol ruled Cambodia", "who rules Cambodia?", "", true},
	{"Lon Nol ruled Cambodia", "who is the ruler of Cambodia?", "who ruled Cambodia", true},
	{"Lon Nol ruled Cambodia", "which general is in power?", "", true},
	{"Lon Nol ruled Cambodia", "who is the ruler of Cambodia?", "who is the ruler?", false},
	{"Lon Nol rules Cambodia and is a general", "who rules Cambodia?", "", false},
	{"Lon Nol ruled Cambodia", "who ruled Cambodia?", "", false},
	{"Lon Nol ruled Cambodia", "who is Lon Nol?", "", false},
	{"Lon Nol was convicted", "who is convicted?", "", false},
	{"Lon Nol ruled Cambodia", "which general is meant?", "", false},
	{"Lon Nol ruled Cambodia", "what is the army for?", "", false},
	{"Lon Nol ruled Cambodia", "?", "", false},
};

static void a_holder_of_the_past_is_no_holder_of_today(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof holders / sizeof *holders; i++) {
		static struct parsed_question parsed; /* large */
		const struct fact fact = {.says = holders[i].says, .when = ""};

		match_read(small, fold(holders[i].asked), &parsed);
		if (present_asks_holder(small, &parsed, &fact, holders[i].nearest) !=
			holders[i].withheld)
			fail_msg("\"%s\" \"%s\"", holders[i].says, holders[i].asked);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_holder_of_the_past_is_no_holder_of_today),
	};

	return cmocka_run_group_tests(tests, small_setup, small_teardown);
}
