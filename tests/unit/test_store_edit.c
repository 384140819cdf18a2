/* Editing in the store: what an edit is built on, locks, history, and what is never lost. */
#include "store_fixture.h"

#include "fact/fact.h"
#include "keep/store_inner.h"
#include "keep/store_study.h"

static const struct change by_mona = {
	.author = "mona", .network = "net", .reason = "edit", .when = noon};

static struct arena arena;

static int empty(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static struct fact read_fact(struct store *store, const char *id, struct edition *newest)
{
	struct fact fact;
	struct error err;

	if (!store_fact(store, id, &arena, &fact, newest, &err))
		fail_msg("%s", err.text);
	return fact;
}

static void an_edit_is_built_on_the_newest(void **state)
{
	struct store *one = new_store(), *two = open_store("t.db", STORE_WRITE);
	struct edition newest;
	struct error err;
	int ordinal;
	bool moved;

	(void)state;
	struct fact mine = read_fact(one, "bombing", &newest);
	struct fact theirs = read_fact(two, "bombing", &newest);
	assert_int_equal(newest.ordinal, 1);
	assert_string_equal(newest.author, "import");
	mine.says = "Mine.";
	theirs.says = "Theirs.";
	assert_true(store_save(one, &mine, 1, &by_mona, &ordinal, &moved, &err));
	assert_int_equal(ordinal, 2);
	assert_false(store_save(two, &theirs, 1, &by_mona, &ordinal, &moved, &err));
	assert_true(moved);
	assert_says(err.text, "bombing has changed in the meantime");
	assert_string_equal(read_fact(two, "bombing", &newest).says, "Mine.");
	assert_int_equal(newest.ordinal, 2);

	theirs.revision = newest.number; /* looked again */
	assert_true(store_save(two, &theirs, 1, &by_mona, &ordinal, &moved, &err));
	assert_int_equal(ordinal, 3);
	store_close(two);
	store_close(one);
}

static void a_fact_comes_back_as_it_was_saved(void **state)
{
	struct store *store = new_store();
	struct citation citation = {.source = "web", .quote = "", .locator = "x", .supports = ""};
	struct edition newest;
	struct error err;
	int ordinal;
	bool moved;

	(void)state;
	struct fact fact = read_fact(store, "abdication", &newest);
	fact_add_question(&fact, &arena, QUESTION_NO,
		"\"quoted\" \\ ខ្មែរ 🙂 e\xcc\x81 \xe2\x80\x8b?");
	fact_add_pattern(&fact, &arena, "a\\/b\"");
	fact_add_citation(&fact, &arena, &citation);
	fact.locked = true;
	assert_true(store_save(store, &fact, 1, &by_mona, &ordinal, &moved, &err));
	struct fact again = read_fact(store, "abdication", &newest);
	char *saved = fact_content(&fact), *read = fact_content(&again);

	assert_string_equal(saved, read);
	assert_true(again.locked);
	free(saved);
	free(read);

	/* and its parts can be taken away again */
	again.locked = false;
	fact_drop_pattern(&again, &arena, 0);
	fact_drop_citation(&again, &arena, 0);
	fact_drop_question(&again, &arena, 0);
	assert_true(store_save(store, &again, 1, &by_mona, &ordinal, &moved, &err));
	assert_int_equal(
		read_fact(store, "abdication", &newest).question_count, fact.question_count - 1);
	assert_int_equal(read_fact(store, "abdication", &newest).pattern_count, 1);
	store_close(store);
}

static void what_is_locked_stays(void **state)
{
	struct store *store = new_store();
	struct import_counts counts;
	struct edition newest;
	struct error err;
	int ordinal;
	bool moved;

	(void)state;
	struct fact fact = read_fact(store, "bombing", &newest);
	fact.locked = true;
	assert_true(store_save(store, &fact, 1, &by_mona, &ordinal, &moved, &err));
	fact = read_fact(store, "bombing", &newest);
	fact.says = "Changed.";
	assert_false(store_save(store, &fact, 1, &by_mona, &ordinal, &moved, &err));
	assert_says(err.text, "bombing is locked");
	assert_false(moved);
	assert_true(import(store, whole, true, &counts, &err)); /* not even with --over */
	assert_int_equal(counts.kept, 1);
	assert_true(read_fact(store, "bombing", &newest).locked);
	store_close(store);
}

static void what_cannot_be_saved_changes_nothing(void **state)
{
	struct store *store = new_store();
	struct store_counts before, after;
	struct citation citation = {
		.source = "nowhere", .quote = "", .locator = "x", .supports = ""};
	struct edition newest;
	struct error err;
	int ordinals[2];
	bool moved;

	(void)state;
	assert_true(store_count(store, &before, &err));
	struct fact facts[2] = {
		read_fact(store, "abdication", &newest), read_fact(store, "bombing", &newest)};
	facts[0].says = "Changed.";
	fact_add_citation(&facts[1], &arena, &citation);
	assert_false(store_save(store, facts, 2, &by_mona, ordinals, &moved, &err));
	assert_says(err.text, "there is no source \"nowhere\"");

	struct fact taken = facts[0];
	taken.number = 0;
	assert_false(store_save(store, &taken, 1, &by_mona, ordinals, &moved, &err));
	assert_says(err.text, "the fact abdication already exists");
	assert_true(store_count(store, &after, &err));
	assert_memory_equal(&before, &after, sizeof before);
	assert_true(strstr(read_fact(store, "abdication", &newest).says, "throne") != NULL);
	store_close(store);
}

static void history_tells_who_and_why(void **state)
{
	struct store *store = new_store();
	struct edition *list, newest;
	struct own_edit own[4];
	struct error err;
	size_t count;
	int ordinal;
	bool moved;

	(void)state;
	struct fact fact = read_fact(store, "bombing", &newest);
	fact.forgotten = true;
	const struct change forget = {
		.author = "a!b@c", .network = "net", .reason = "forget: 1\"2", .when = noon};
	assert_true(store_save(store, &fact, 1, &forget, &ordinal, &moved, &err));
	assert_true(store_history(store, "bombing", &arena, &list, &count, &err));
	assert_int_equal(count, 2);
	assert_string_equal(list[0].author, "import");
	assert_string_equal(list[1].author, "a!b@c");
	assert_string_equal(list[1].reason, "forget: 1\"2");
	assert_int_equal(list[1].ordinal, 2);
	assert_int_equal(list[1].at, noon.unix);
	assert_non_null(strstr(list[1].content, "\"forgotten\":true"));
	assert_true(store_history(store, "nothing", &arena, &list, &count, &err));
	assert_int_equal(count, 0);
	assert_int_equal(store_edits_by(store, "a!b@c", "net", &arena, own, 4), 1);
	assert_string_equal(own[0].id, "bombing");
	assert_int_equal(store_edits_by(store, "a!b@c", "other", &arena, own, 4), 0);
	assert_true(read_fact(store, "bombing", &newest).forgotten);
	store_close(store);
}

static const struct {
	enum origin origin;
	const char *network;
	size_t kept;
} editors[] = {{ORIGIN_PERSON, "net", 1}, {ORIGIN_TERMINAL, "", 1}, {ORIGIN_IMPORT, "", 0}};

/* Whether an import may overwrite an edit depends on its origin, whatever its author is called. */
static void an_account_may_be_called_import(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof editors / sizeof *editors; i++) {
		const struct change change = {.origin = editors[i].origin,
			.author = "import",
			.network = editors[i].network,
			.reason = "",
			.when = noon};
		struct store *store = new_store();
		struct import_counts counts;
		struct edition newest;
		struct error err;
		int ordinal;
		bool moved;

		struct fact fact = read_fact(store, "bombing", &newest);
		assert_int_equal(newest.origin, ORIGIN_IMPORT);
		assert_int_equal(newest.action, ACTION_ADD);
		fact.says = "Changed.";
		assert_true(store_save(store, &fact, 1, &change, &ordinal, &moved, &err));
		assert_true(import(store, whole, false, &counts, &err));
		assert_int_equal(counts.kept, editors[i].kept);
		assert_int_equal(counts.changed, !editors[i].kept);
		store_close(store);
	}
}

/* Somebody who changes a revision and gives it the hash of its new contents is found out by the
 * next one. */
static void a_forged_hash_breaks_the_chain(void **state)
{
	struct store *store = new_store();
	struct edition *list;
	struct error err;
	int64_t revisions;
	size_t count;
	char hash[65], sql[300];

	(void)state;
	assert_true(store_history(store, "bombing", &arena, &list, &count, &err));
	struct revision forged = {.number = list[0].number,
		.at = list[0].at,
		.name = "bombing",
		.author = "bob",
		.network = "",
		.reason = "",
		.content = list[0].content,
		.origin = "import",
		.action = "add"};
	sqlite3_stmt *statement = store_bind(store, SQL_REVISIONS, NULL);
	for (int i = 0; i < ROWS + 1; i++)
		assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
	forged.before_hash = store_text(&arena, statement, 10); /* of the one before */
	assert_true(store_finish(store, statement, SQLITE_ROW, &err));
	assert_int_equal(forged.number, 8);
	store_close(store);
	store_revision_hash(&forged, hash);
	snprintf(sql, sizeof sql,
		"DROP TRIGGER revision_stays;"
		"UPDATE revision SET author = 'bob', hash = '%s' WHERE number = 8",
		hash);
	assert_int_equal(tamper("t.db", sql), SQLITE_OK);
	store = open_store("t.db", STORE_READ);
	assert_false(store_audit(store, &revisions, &err));
	assert_says(err.text, "revision 9 of draft was changed");
	store_close(store);
}

/* Names and sources are in the chain, and an import leaves alone what was mended. */
static void aliases_and_sources_have_revisions(void **state)
{
	static const char *const names[] = {"Hun Sen", "Samdech Hun Sen", "Hunny"};
	struct store *store = new_store();
	const struct alias alias = {.kind = ALIAS_NAME,
		.id = "hun-sen",
		.sort = "person",
		.names = names,
		.name_count = 3};
	const struct source source = {.id = "new",
		.title = "New",
		.publisher = "",
		.author = "",
		.date = "",
		.url = "http://example.org",
		.licence = "",
		.brief = "N",
		.csl = CSL_NONE};
	struct import_counts counts;
	struct factset set;
	struct error err;
	int64_t revisions;
	int ordinal;

	(void)state;
	assert_true(store_save_alias(store, &alias, &by_mona, &ordinal, &err));
	assert_int_equal(ordinal, 2);
	assert_true(store_save_source(store, &source, false, &by_mona, &ordinal, &err));
	assert_true(import(store, whole, false, &counts, &err));
	assert_int_equal(counts.aliases, 0);
	assert_true(store_load(store, &set, &err));
	assert_int_equal(set.aliases[0].name_count, 3);
	assert_non_null(factset_source(&set, "new"));
	factset_free(&set);
	assert_true(store_save_source(store, &source, true, &by_mona, &ordinal, &err));
	assert_int_equal(ordinal, 2);
	const struct source cited = {.id = "doc",
		.title = "",
		.publisher = "",
		.author = "",
		.date = "",
		.url = "",
		.licence = "",
		.brief = "",
		.csl = CSL_NONE};
	assert_false(store_save_source(store, &cited, true, &by_mona, &ordinal, &err));
	assert_says(err.text, "doc is cited");
	assert_true(store_audit(store, &revisions, &err));
	assert_int_equal(revisions, ROWS + 6);
	store_close(store);
}

/* Whose revision it is, is covered by the chain as well. */
static void a_revision_has_one_name(void **state)
{
	struct store *store = new_store();
	struct edition newest;
	struct error err;
	int64_t revisions;
	int ordinal;
	bool moved;

	(void)state;
	struct fact fact = read_fact(store, "bombing", &newest);
	fact.says = "Changed.";
	assert_true(store_save(store, &fact, 1, &by_mona, &ordinal, &moved, &err));
	assert_true(store_audit(store, &revisions, &err));
	assert_int_equal(revisions, ROWS + 4);
	store_close(store);
	assert_int_equal(tamper("t.db", "DROP TRIGGER revision_stays;"
					"UPDATE revision SET name = 'draft' WHERE number = 10"),
		SQLITE_OK);
	store = open_store("t.db", STORE_READ);
	assert_false(store_audit(store, &revisions, &err));
	assert_says(err.text, "revision 10 of draft was changed");
	store_close(store);
}

/* Where nothing before it has looked. */
static void the_database_itself_refuses_what_hangs_in_the_air(void **state)
{
	struct store *store = new_store();

	(void)state;
	assert_int_equal(sqlite3_exec(store->db,
				 "INSERT INTO citation VALUES (1, 9, 'nowhere', 0, '', 'p. 1', '')",
				 NULL, NULL, NULL),
		SQLITE_CONSTRAINT_FOREIGNKEY);
	assert_int_equal(
		sqlite3_exec(store->db, "DELETE FROM source WHERE id = 'web'", NULL, NULL, NULL),
		SQLITE_CONSTRAINT_FOREIGNKEY);
	store_close(store);
}

/* A statement that cannot be prepared gives no rows. */
static void a_table_that_is_gone_has_no_rows(void **state)
{
	struct store *store = new_store();
	struct study_score scores[2];
	study_id ids[2];

	(void)state;
	assert_int_equal(
		sqlite3_exec(store->db, "DROP TABLE pack; DROP TABLE season;", NULL, NULL, NULL),
		SQLITE_OK);
	assert_int_equal(store_pack(store, "net", "#a", ids, 2), 0);
	assert_int_equal(store_season(store, "net", "#a", 202601, scores, 2), 0);
	store_close(store);
}

static int synchronous(struct store *store)
{
	sqlite3_stmt *pragma;

	assert_int_equal(
		sqlite3_prepare_v2(store->db, "PRAGMA synchronous", -1, &pragma, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(pragma), SQLITE_ROW);
	int level = sqlite3_column_int(pragma, 0);
	sqlite3_finalize(pragma);
	return level;
}

/* An edit is synced to the disk before it is acknowledged (synchronous = FULL, 2), and from its
 * beginning no other process can write. */
static void a_transaction_is_durable_and_alone(void **state)
{
	struct store *store = new_store();
	struct error err;

	(void)state;
	assert_int_equal(tamper("t.db", "BEGIN IMMEDIATE"), SQLITE_OK);
	assert_true(store_begin(store, &err));
	assert_int_equal(synchronous(store), 2);
	assert_int_equal(tamper("t.db", "BEGIN IMMEDIATE"), SQLITE_BUSY);
	assert_true(store_end(store, true, &err));
	assert_int_equal(synchronous(store), 1);
	assert_int_equal(tamper("t.db", "BEGIN IMMEDIATE"), SQLITE_OK);
	store_close(store);
}

static int written; /* rows of the full text */

static void count_writes(
	void *context, int what, const char *database, const char *table, sqlite3_int64 row)
{
	(void)context;
	(void)what;
	(void)database;
	(void)row;
	written += strcmp(table, "search_content") == 0;
}

static const char *search_texts(struct store *store, int64_t fact)
{
	static char text[1024];
	sqlite3_stmt *rows;

	assert_int_equal(sqlite3_prepare_v2(store->db,
				 "SELECT group_concat((rowid & 1023) || ' ' || text, '; ') FROM"
				 " (SELECT rowid, text FROM search WHERE rowid >> 10 = ?1"
				 "  ORDER BY rowid)",
				 -1, &rows, NULL),
		SQLITE_OK);
	sqlite3_bind_int64(rows, 1, fact);
	assert_int_equal(sqlite3_step(rows), SQLITE_ROW);
	snprintf(text, sizeof text, "%s", (const char *)sqlite3_column_text(rows, 0));
	sqlite3_finalize(rows);
	return text;
}

static void save(struct store *store, struct fact *fact)
{
	struct edition newest;
	struct error err;
	int ordinal;
	bool moved;

	written = 0;
	if (!store_save(store, fact, 1, &by_mona, &ordinal, &moved, &err))
		fail_msg("%s", err.text);
	*fact = read_fact(store, fact->id, &newest);
}

/* An edit writes to the full text only what has changed. */
static void the_full_text_follows(void **state)
{
	struct store *store = new_store();
	struct edition newest;
	struct fact fact = read_fact(store, "bombing", &newest);

	(void)state;
	sqlite3_update_hook(store->db, count_writes, NULL);
	assert_string_equal(search_texts(store, fact.number),
		"0 the bombing of cambodia went on for years. war; "
		"1 how long did the cafe bombing last");
	fact.says = "Bombs fell.";
	save(store, &fact);
	assert_string_equal(search_texts(store, fact.number),
		"0 bombs fell. war; 1 how long did the cafe bombing last");
	assert_int_equal(written, 2); /* one row removed, one added */
	fact_add_question(&fact, &arena, QUESTION_ASK, "what fell");
	fact_add_question(&fact, &arena, QUESTION_NOT, "who is it");
	save(store, &fact);
	assert_string_equal(search_texts(store, fact.number),
		"0 bombs fell. war; 1 how long did the cafe bombing last; 2 what fell");
	assert_int_equal(written, 1);
	fact.when = "1973";
	save(store, &fact);
	assert_int_equal(written, 0);
	fact_drop_question(&fact, &arena, 0);
	save(store, &fact);
	assert_string_equal(search_texts(store, fact.number), "0 bombs fell. war; 1 what fell");
	assert_int_equal(written, 3);
	fact.forgotten = true;
	save(store, &fact);
	assert_string_equal(search_texts(store, fact.number), "(null)");
	fact.forgotten = false;
	save(store, &fact);
	assert_string_equal(search_texts(store, fact.number), "0 bombs fell. war; 1 what fell");
	store_close(store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(an_edit_is_built_on_the_newest, empty),
		cmocka_unit_test_teardown(a_fact_comes_back_as_it_was_saved, empty),
		cmocka_unit_test_teardown(what_is_locked_stays, empty),
		cmocka_unit_test_teardown(what_cannot_be_saved_changes_nothing, empty),
		cmocka_unit_test_teardown(history_tells_who_and_why, empty),
		cmocka_unit_test_teardown(aliases_and_sources_have_revisions, empty),
		cmocka_unit_test_teardown(a_revision_has_one_name, empty),
		cmocka_unit_test(the_database_itself_refuses_what_hangs_in_the_air),
		cmocka_unit_test(a_table_that_is_gone_has_no_rows),
		cmocka_unit_test(a_transaction_is_durable_and_alone),
		cmocka_unit_test_teardown(an_account_may_be_called_import, empty),
		cmocka_unit_test_teardown(the_full_text_follows, empty),
		cmocka_unit_test_teardown(a_forged_hash_breaks_the_chain, empty),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
