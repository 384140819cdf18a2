/* The store and its files: which are opened, which refused and why, journal, texts, backup. */
#include "store_fixture.h"

#include "base/watch.h"
#include "keep/store_inner.h"
#include "keep/store_study.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>

static void test_journal(void **state)
{
	struct store *store = new_store();
	struct journal_entry entry = {.when = noon,
		.network = "n",
		.channel = "#c",
		.decision = "answered",
		.by = "pattern",
		.fact = 1,
		.score = 0.9,
		.question = "who abdicated"};
	struct store_counts counts;
	struct error err;

	(void)state;
	assert_true(store_journal(store, &entry, &err));
	entry = (struct journal_entry){.when = noon,
		.network = "n",
		.channel = "",
		.decision = "unknown",
		.by = "",
		.question = ""};
	assert_true(store_journal(store, &entry, &err));
	assert_true(store_journal(store, &entry, &err));
	assert_true(store_count(store, &counts, &err));
	assert_int_equal(counts.answered, 1);
	assert_int_equal(counts.unknown, 2);
	store_close(store);
}

static void test_source_text(void **state)
{
	struct store *store = new_store();
	struct arena arena = {0};
	struct import_counts counts;
	struct paragraph paragraph;
	struct error err;

	(void)state;
	assert_true(store_paragraph(store, "doc", 1, &arena, &paragraph, &err));
	assert_string_equal(paragraph.gist, "its gist");
	assert_string_equal(paragraph.text, "");
	assert_false(store_paragraph(store, "doc", 2, &arena, &paragraph, &err));
	assert_says(err.text, "the register has no paragraph 2 of \"doc\"");

	assert_false(store_source_text(store, "doc", scratch_write("x", "abd"), &err));
	assert_says(err.text, "x: paragraph 1: expected SHA-256");
	assert_false(store_source_text(store, "doc", scratch_write("x", "abc\n\nd"), &err));
	assert_says(err.text, "x: expected 1 paragraphs, found 2");
	assert_false(store_source_text(store, "web", scratch_path("x"), &err));
	assert_says(err.text, "the source \"web\" has no register of paragraphs");
	assert_true(store_source_text(store, "doc", scratch_write("x", " abc\n"), &err));
	assert_true(store_paragraph(store, "doc", 1, &arena, &paragraph, &err));
	assert_string_equal(paragraph.text, "abc");

	/* a register that has changed no longer has that text */
	assert_true(import(store,
		"sources: [{id: doc, title: T, short: D, paragraphs: [{n: 1, kind: fact, "
		"gist: g, sha256: 0"
		"a7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
		"}]}]\n",
		false, &counts, &err));
	assert_true(store_paragraph(store, "doc", 1, &arena, &paragraph, &err));
	assert_string_equal(paragraph.text, "");
	arena_free(&arena);
	store_close(store);
}

static void test_backup(void **state)
{
	struct store *store = new_store();
	struct factset set;
	struct error err;
	int64_t revisions;

	(void)state;
	for (int again = 0; again < 2; again++)
		if (!store_backup(store, scratch_path("copy.db"), true, &err))
			fail_msg("%s", err.text);
	assert_false(store_backup(store, scratch_path("none/copy.db"), true, &err));
	assert_says(err.text, "none/copy.db");
	assert_false(store_backup(store, scratch, true, &err)); /* a directory */
	store_close(store);
	assert_int_equal(access(scratch_path("copy.db.part"), F_OK), -1);

	store = open_store("copy.db", STORE_READ);
	assert_true(store_load(store, &set, &err));
	assert_int_equal(set.fact_count, 2);
	factset_free(&set);
	assert_true(store_audit(store, &revisions, &err));
	assert_int_equal(revisions, ROWS + 3);
	store_close(store);
}

static bool stop(void *context, size_t done, size_t total)
{
	++*(int *)context;
	assert_true(done <= total);
	return false;
}

/* Who has it open would go on in the old file. */
static void test_no_backup_over_what_is_in_use(void **state)
{
	struct store *store = new_store(), *other = open_store("other.db", STORE_CREATE);
	char names[3][512];
	struct error err;

	(void)state;
	snprintf(names[0], sizeof names[0], "%s", scratch_path("t.db"));
	snprintf(names[1], sizeof names[1], "%s", scratch_path("hard.db"));
	snprintf(names[2], sizeof names[2], "%s", scratch_path("other.db"));
	assert_int_equal(link(names[0], names[1]), 0);
	for (size_t i = 0; i < 3; i++) {
		assert_false(store_backup(store, names[i], true, &err));
		assert_non_null(strstr(err.text, "is a fact base in use"));
	}
	assert_false(store_is_moved(store));
	store_close(other);
	assert_true(store_backup(store, names[2], true, &err));
	unlink(names[1]);
	store_close(store);
}

/* Another backup is done between our open() of the part and our flock(), for which this stands. */
static char done_part[512], done_place[512];

int flock(int file, int operation)
{
	if (*done_part && rename(done_part, done_place) == 0)
		*done_part = '\0';
	return (int)syscall(SYS_flock, file, operation);
}

/* What is locked is then that backup, in its place: it must not be emptied. */
static void test_a_backup_of_another_is_left_whole(void **state)
{
	struct store *store = new_store();
	struct stat before, after;
	struct error err;

	(void)state;
	snprintf(done_place, sizeof done_place, "%s", scratch_path("both.db"));
	assert_true(store_backup(store, done_place, true, &err));
	snprintf(done_part, sizeof done_part, "%s", scratch_path("both.db.part"));
	assert_int_equal(rename(done_place, done_part), 0);
	int other = open(done_part, O_RDONLY);
	assert_int_equal(fstat(other, &before), 0);
	assert_true(store_backup(store, done_place, true, &err));
	assert_string_equal(done_part, ""); /* it was moved meanwhile */
	assert_int_equal(fstat(other, &after), 0);
	assert_int_equal(after.st_size, before.st_size);
	close(other);
	store_close(store);
}

static void test_interrupted(void **state)
{
	struct store *store = new_store();
	struct error err = {""};
	int64_t revisions;
	int steps = 0;

	(void)state;
	/* more pages than are copied at once */
	sqlite3 *db;
	assert_int_equal(sqlite3_open(store_path(store), &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "CREATE TABLE large AS SELECT zeroblob(4000000) AS it",
				 NULL, NULL, NULL),
		SQLITE_OK);
	sqlite3_close(db);
	watch_set(stop, &steps);
	assert_false(store_backup(store, scratch_path("stopped.db"), true, &err));
	assert_string_equal(err.text, "interrupted");
	assert_int_equal(steps, 1);
	assert_int_equal(access(scratch_path("stopped.db"), F_OK), -1);
	assert_int_equal(access(scratch_path("stopped.db.part"), F_OK), -1);
	watch_set(stop, &steps);
	assert_false(store_audit(store, &revisions, &err));
	assert_string_equal(err.text, "interrupted");
	assert_int_equal(steps, 2);
	watch_set(NULL, NULL);
	assert_true(store_audit(store, &revisions, &err));
	store_close(store);
}

static void expect_refusal(const char *path, enum store_mode mode, const char *reason)
{
	struct error err = {""};
	struct store *store = store_open(path, mode, &err);

	if (store)
		fail_msg("%s was opened", path);
	assert_says(err.text, path);
	assert_says(err.text, reason);
}

static void test_no_file(void **state)
{
	(void)state;
	expect_refusal(scratch_path("none.db"), STORE_READ, "there is no fact base");
	expect_refusal(scratch_path("none.db"), STORE_WRITE, "there is no fact base");
	expect_refusal(scratch_path("no/such/x.db"), STORE_CREATE, "No such file or directory");
	expect_refusal(scratch_path("no/such/x.db"), STORE_READ, "no/such cannot be opened");
	expect_refusal(scratch, STORE_READ, "expected a database file, found a directory");
	expect_refusal("/dev/null", STORE_READ, "found a special file");
	assert_int_equal(access(scratch_path("none.db"), F_OK), -1);
}

static void test_strange_files(void **state)
{
	(void)state;
	expect_refusal(scratch_write("text.db", whole), STORE_READ, "is not an SQLite database");
	expect_refusal(scratch_write("text.db", whole), STORE_CREATE, "is not an SQLite database");
	expect_refusal(scratch_write("empty.db", ""), STORE_READ, "is empty; fill it with");
	expect_refusal(scratch_write("empty.db", ""), STORE_WRITE, "is empty");
	store_close(open_store("empty.db", STORE_CREATE));
	store_close(open_store("empty.db", STORE_READ));

	tamper("app.db", "CREATE TABLE t (a); PRAGMA application_id = 7");
	expect_refusal(scratch_path("app.db"), STORE_CREATE, "is another application's database");
	tamper("plain.db", "CREATE TABLE t (a)");
	expect_refusal(scratch_path("plain.db"), STORE_CREATE, "is another application's database");
}

static void test_versions(void **state)
{
	char pragma[64];

	(void)state;
	store_close(new_store());
	snprintf(pragma, sizeof pragma, "PRAGMA user_version = %d", db_version() + 1);
	tamper("t.db", pragma);
	for (int mode = STORE_READ; mode <= STORE_CREATE; mode++)
		expect_refusal(
			scratch_path("t.db"), (enum store_mode)mode, "was made by a newer tonle");
	tamper("t.db", "UPDATE generation SET program = '9.1.0'");
	expect_refusal(scratch_path("t.db"), STORE_READ, "; tonle 9.1.0 can read it");
	tamper("old.db", "PRAGMA application_id = 1953459820"); /* "tonl", version 0 */
	expect_refusal(scratch_path("old.db"), STORE_READ, "was made by an older tonle");
	store_close(open_store("old.db", STORE_WRITE));
	store_close(open_store("old.db", STORE_READ));
}

/* Writes bytes into the middle of a file. */
static void damage(const char *name, long at, size_t count)
{
	FILE *file = fopen(scratch_path(name), "r+");

	fseek(file, at, SEEK_SET);
	while (count--)
		putc(0xa5, file);
	fclose(file);
}

static void test_damaged(void **state)
{
	struct factset set;
	struct error err;

	(void)state;
	store_close(new_store());
	damage("t.db", 100, 3000);
	expect_refusal(scratch_path("t.db"), STORE_READ, "is damaged");
	expect_refusal(scratch_path("t.db"), STORE_CREATE, "is damaged");

	store_close(new_store());
	damage("t.db", 4096, 100000); /* all tables, but not the schema */
	struct store *store = store_open(scratch_path("t.db"), STORE_READ, &err);
	if (store) {
		assert_false(store_load(store, &set, &err));
		assert_int_equal(set.fact_count, 0);
	}
	store_close(store);
	assert_says(err.text, "is damaged");

	store_close(new_store());
	assert_int_equal(truncate(scratch_path("t.db"), 8192), 0);
	store = store_open(scratch_path("t.db"), STORE_READ, &err);
	if (store)
		assert_false(store_load(store, &set, &err));
	store_close(store);
	assert_says(err.text, "is damaged");
}

/* As somebody who may not write there; root would be let through. */
static void test_permissions(void **state)
{
	struct import_counts counts;
	struct factset set;
	struct error err;
	uid_t me = geteuid();

	(void)state;
	mkdir(scratch_path("dir"), 0755);
	rename(scratch_path("f.yaml"), scratch_path("dir/f.yaml"));
	store_close(new_store());
	assert_int_equal(rename(scratch_path("t.db"), scratch_path("dir/t.db")), 0);
	chmod(scratch_path("dir/t.db"), 0444);
	chmod(scratch_path("dir"), 0555);
	chmod(scratch, 0711);
	if (me == 0)
		assert_int_equal(seteuid(65534), 0);

	expect_refusal(scratch_path("dir/t.db"), STORE_WRITE, "cannot be written");
	expect_refusal(scratch_path("dir/t.db"), STORE_CREATE, "cannot be written");
	expect_refusal(scratch_path("dir/new.db"), STORE_CREATE, "dir cannot be written");
	struct store *store = open_store("dir/t.db", STORE_READ); /* but it can be read */
	assert_true(store_load(store, &set, &err));
	assert_int_equal(set.fact_count, 2);
	assert_false(store_changed(store));
	assert_false(store_import(store, &set, true, noon, &counts, &err) && counts.changed > 0);
	factset_free(&set);
	store_close(store);

	if (me == 0)
		assert_int_equal(seteuid(0), 0);
	chmod(scratch_path("dir/t.db"), 0666);
	if (me == 0)
		assert_int_equal(seteuid(65534), 0);
	expect_refusal(scratch_path("dir/t.db"), STORE_WRITE, "dir cannot be written");
	if (me == 0)
		assert_int_equal(seteuid(0), 0);
	chmod(scratch_path("dir/t.db"), 0000);
	if (me == 0)
		assert_int_equal(seteuid(65534), 0);
	expect_refusal(scratch_path("dir/t.db"), STORE_READ, "cannot be read");
	if (me == 0)
		assert_int_equal(seteuid(0), 0);
	chmod(scratch_path("dir"), 0755);
	chmod(scratch, 0700);
}

/* Each is prepared when it is first needed; here all are. */
static void test_statements(void **state)
{
	sqlite3_stmt *statement;
	struct store *store = new_store();
	sqlite3 *db = store->db;

	(void)state;
	for (int which = 0; which < SQL_TOTAL; which++) {
		if (sqlite3_prepare_v2(db,
			    store_sql[which] ? store_sql[which] : store_sql_people[which], -1,
			    &statement, NULL) != SQLITE_OK)
			fail_msg("statement %d: %s", which, sqlite3_errmsg(db));
		sqlite3_finalize(statement);
	}
	store_close(store);
}

/* A base of this version that lacks a table says so when that is needed. */
static void test_no_table(void **state)
{
	struct store_counts counts;
	struct error err;

	(void)state;
	store_close(new_store());
	assert_int_equal(tamper("t.db", "DROP TABLE journal"), SQLITE_OK);
	struct store *store = open_store("t.db", STORE_READ);
	assert_false(store_count(store, &counts, &err));
	assert_says(err.text, "no such table: journal");
	store_close(store);
	store = open_store("t.db", STORE_WRITE);
	const struct journal_entry entry = {.when = noon,
		.network = "n",
		.channel = "",
		.decision = "",
		.by = "",
		.question = ""};
	assert_true(store_journal(store, &entry, &err));
	assert_false(store_flush_journal(store, &err));
	assert_says(err.text, "no such table: journal");
	assert_true(store_flush_journal(store, &err)); /* it is lost, and told once */
	store_close(store);
}

/* Study rows are read and written by column name, so that a column more, or another order, shifts
 * nothing. */
static void test_columns_by_name(void **state)
{
	struct study_session session = {
		.network = "net", .channel = "#c", .topic = "war", .started = 1, .journal = 2};
	struct study_learner learner = {.network = "net",
		.person = "=bob",
		.stage = STUDY_SHOWN,
		.remind_at = 1080,
		.remind = 1};
	struct study_session read;
	struct study_learner again;
	struct error err;

	(void)state;
	store_close(new_store());
	assert_int_equal(tamper("t.db", "DROP TABLE session; CREATE TABLE session"
					" (journal INTEGER, extra TEXT DEFAULT '', started INTEGER,"
					"  topic TEXT, network TEXT, channel TEXT,"
					"  PRIMARY KEY (network, channel))"),
		SQLITE_OK);
	struct store *store = open_store("t.db", STORE_WRITE);
	assert_true(store_put_session(store, &session, &err));
	assert_true(store_session(store, "net", "#c", &read));
	assert_memory_equal(&read, &session, sizeof read);
	assert_true(store_put_learner(store, &learner, &err));
	assert_true(store_learner(store, "net", "=bob", &again));
	assert_memory_equal(&again, &learner, sizeof again);
	store_close(store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_journal),
		cmocka_unit_test(test_source_text),
		cmocka_unit_test(test_backup),
		cmocka_unit_test(test_no_backup_over_what_is_in_use),
		cmocka_unit_test(test_a_backup_of_another_is_left_whole),
		cmocka_unit_test(test_interrupted),
		cmocka_unit_test(test_no_file),
		cmocka_unit_test(test_strange_files),
		cmocka_unit_test(test_versions),
		cmocka_unit_test(test_damaged),
		cmocka_unit_test(test_permissions),
		cmocka_unit_test(test_statements),
		cmocka_unit_test(test_no_table),
		cmocka_unit_test(test_columns_by_name),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
