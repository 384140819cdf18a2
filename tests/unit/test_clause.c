/* Shortening statements with a gap: what is left is a complete sentence. */
#include "scratch.h"

#include "study/clause.h"

static void the_rest_goes(void **state)
{
	static const struct {
		size_t most;
		const char *text, *left; /* NULL: cannot be that short */
	} rows[] = {
		{100, "The ferry to ____ began to run.", "The ferry to ____ began to run."},
		{70,
			"The old ferry from the mill to ____ began to run again after the war; a "
			"bridge came later.",
			"The old ferry from the mill to ____ began to run again after the war."},
		{70,
			"The old ferry from the mill to ____ began to run again after the war, and "
			"the bridge came later.",
			"The old ferry from the mill to ____ began to run again after the war."},
		/* an aside goes before a clause does */
		{88,
			"The old ferry (a barge with a mast) from the mill to ____ ran again after "
			"the war, which had stopped it.",
			"The old ferry from the mill to ____ ran again after the war, which had stopped "
			"it."},
		/* the gap stays, whatever is before it */
		{70,
			"The old ferry began to run again after the war; the bridge that took its "
			"place was built in ____.",
			NULL},
		/* no sentence without a verb, or with half a quotation */
		{70,
			"The closing of the old ferry from the mill to ____ by the town in May, "
			"which all had foreseen.",
			NULL},
		{70,
			"The mayor said that the ferry to ____ \"was old and slow and wet; the bridge "
			"is what we need\" now.",
			NULL},
		{70,
			"After the war, which had stopped the ferry for more than four years, ____, and "
			"the town with it, was poor.",
			NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char text[256];

		snprintf(text, sizeof text, "%s", rows[i].text);
		bool can = clause_shorten(text, rows[i].most);
		if (can != (rows[i].left != NULL) || (can && strcmp(text, rows[i].left) != 0))
			fail_msg("row %zu: %s", i, can ? text : "cannot");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(the_rest_goes)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
