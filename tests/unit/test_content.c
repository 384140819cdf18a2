/* A fact's statement has the terms that are read in its text, as its profile keeps them. */
#include "study_fixture.h"

#include "ask/content.h"

static void a_statement_is_as_its_text(void **state)
{
	size_t terms = 0, years = 0, light = 0;

	(void)state;
	for (size_t i = 0; i < facts->count; i++) {
		const struct fact *fact = facts->profiles[i].fact;
		struct content text, statement;

		content_read(facts, NULL, fact->says, &text);
		content_read_statement(facts, NULL, fact, &statement);
		assert_string_equal(statement.folded, text.folded);
		assert_int_equal(statement.count, text.count);
		for (size_t k = 0; k < text.count; k++) {
			const struct content_term *a = &text.terms[k], *b = &statement.terms[k];

			if (a->term_id != b->term_id || a->at != b->at || a->name != b->name ||
				a->number != b->number || a->year != b->year ||
				a->light != b->light)
				fail_msg("%s: term %zu, at %zu and %zu", fact->id, k, a->at, b->at);
			terms++;
			years += b->year;
			light += b->light;
		}
	}
	assert_true(terms > 1000 && years > 50 && light > 50);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(a_statement_is_as_its_text)};

	return cmocka_run_group_tests(tests, facts_setup, facts_teardown);
}
