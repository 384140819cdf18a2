/* A pattern that hits a limit in a running bot: it is disabled, stays so, and its author is told.
 */
#include "store_fixture.h"

#include "fact/fact.h"
#include "keep/store_edit.h"
#include "keep/store_people.h"
#include "verbs/quarantine.h"

static const char hostile[] = "(a+)+ lord";

/* Puts it there without the guard rails, as an import or an older program could. */
static void put_hostile(struct store *store)
{
	const struct change change = {
		.author = "mona", .network = "net", .reason = "pattern", .when = noon};
	struct arena arena = {0};
	struct edition newest;
	struct fact fact;
	struct error err;
	int ordinal;
	bool moved;

	assert_true(store_fact(store, "bombing", &arena, &fact, &newest, &err));
	fact_add_pattern(&fact, &arena, hostile);
	assert_true(store_save(store, &fact, 1, &change, &ordinal, &moved, &err));
	fact = (struct fact){0};
	assert_true(store_fact(store, "bombing", &arena, &fact, &newest, &err));
	fact.topic = "later"; /* somebody else changes something else */
	const struct change other = {
		.author = "olga", .network = "net", .reason = "topic", .when = noon};
	assert_true(store_save(store, &fact, 1, &other, &ordinal, &moved, &err));
	arena_free(&arena);
}

static void hit_limit(struct bot *bot)
{
	static struct answer answer; /* large */
	char line[300];

	memset(line, 'a', sizeof line);
	memcpy(line + sizeof line - 7, "! lord", 7); /* the end of the last word */
	answer_decide(bot->index, line, false, &answer);
}

static size_t listed(struct store *store)
{
	struct arena arena = {0};
	struct quarantined *list;
	struct error err;
	size_t count;

	assert_true(store_quarantines(store, &arena, &list, &count, &err));
	if (count > 0) {
		assert_string_equal(list[0].id, "bombing");
		assert_string_equal(list[0].text, hostile);
		assert_string_equal(list[0].author, "mona");
		assert_string_equal(list[0].network, "net");
		assert_int_equal(list[0].at, 1700000100);
	}
	arena_free(&arena);
	return count;
}

static void it_is_switched_off_for_good(void **state)
{
	const struct timestamp now = {.ms = 2, .unix = 1700000100};
	struct store *store = new_store();
	struct error err;

	(void)state;
	put_hostile(store);
	store_close(store);
	struct bot *bot = bot_new(scratch_path("t.db"), NULL, &err);
	assert_non_null(bot);
	quarantine_check(bot, now);
	assert_int_equal(listed(bot->store), 0);
	hit_limit(bot);
	quarantine_check(bot, now);
	quarantine_check(bot, now);
	assert_int_equal(listed(bot->store), 1);
	assert_int_equal(count_messages(bot->store), 1); /* for mona, when she is heard */
	bot_free(bot);

	/* after a restart it is not tried again, and export still has it */
	bot = bot_new(scratch_path("t.db"), NULL, &err);
	int at = index_by_id(bot->index, "bombing");
	int64_t number = bot->index->profiles[at].fact->number;
	assert_int_equal(bot->index->profiles[at].fact->pattern_count, 0);
	hit_limit(bot);
	assert_int_equal(patterns_quarantined(bot->index->patterns), 0);
	struct factset all;
	assert_true(store_load_all(bot->store, &all, &err));
	assert_int_equal(factset_fact(&all, "bombing")->pattern_count, 1);
	factset_free(&all);

	/* nor when the fact changes; proven anew, it is */
	assert_true(bot_refresh_fact(bot, number, &err));
	assert_int_equal(
		bot->index->profiles[index_by_id(bot->index, "bombing")].fact->pattern_count, 0);
	assert_true(store_release(bot->store, "bombing", hostile, &err));
	assert_int_equal(listed(bot->store), 0);
	assert_true(bot_refresh_fact(bot, number, &err));
	assert_int_equal(
		bot->index->profiles[index_by_id(bot->index, "bombing")].fact->pattern_count, 1);
	hit_limit(bot);
	quarantine_check(bot, now);
	assert_int_equal(listed(bot->store), 1);
	bot_free(bot);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(it_is_switched_off_for_good)};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
