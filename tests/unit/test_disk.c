/* A disk that fails at each single write, sync or truncation of an edit, an import, a backup and a
 * restore: what was acknowledged is there, what failed changed nothing and is told, and the next
 * try works. */
#include "store_fixture.h"

#include "faulty_vfs.h"
#include "keep/store_edit.h"

#include <stdio.h>

enum { OPERATIONS_MAX = 2000 };

/* Each of the first operations, then fewer: a restore has hundreds that are alike. */
#define NEXT(after) ((after) + ((after) < 20 ? 1 : (after) / 4))

static const struct {
	int failure;
	bool stays;
	const char *told;
} faults[] = {
	{SQLITE_FULL, true, "the disk is full"},
	{SQLITE_IOERR_WRITE, false, "disk I/O error"},
};
enum { FAULTS = sizeof faults / sizeof *faults };

static int edits;

/* Saves another statement of a fact; *said is what. */
static bool edit(struct store *store, char said[64], struct error *err)
{
	const struct change change = {.origin = ORIGIN_PERSON,
		.author = "mona",
		.network = "net",
		.reason = "edit",
		.when = noon};
	struct arena arena = {0};
	struct edition newest;
	struct fact fact;
	int ordinal;
	bool moved;

	snprintf(said, 64, "The bombing went on for %d years.", ++edits);
	bool good = store_fact(store, "bombing", &arena, &fact, &newest, err);
	fact.says = said;
	good = good && store_save(store, &fact, 1, &change, &ordinal, &moved, err);
	arena_free(&arena);
	return good;
}

/* What the base says, read by a connection of its own; it must be sound. */
static void read_statement(char says[64], int64_t *revisions)
{
	struct error err;
	struct factset set;
	struct store *store = open_store("t.db", STORE_READ);

	if (!store_is_sound(store, &err) || !store_audit(store, revisions, &err) ||
		!store_load(store, &set, &err))
		fail_msg("%s", err.text);
	snprintf(says, 64, "%s", factset_fact(&set, "bombing")->says);
	factset_free(&set);
	store_close(store);
}

/* An edit with the fault at its n-th operation; whether the fault was met. */
static bool edit_with_fault(int fault, int after)
{
	char kept[64], said[64], says[64];
	int64_t before, now;
	struct error err = {""};
	struct store *store = open_store("t.db", STORE_WRITE);

	assert_true(edit(store, kept, &err)); /* acknowledged */
	read_statement(says, &before);
	assert_string_equal(says, kept);
	faulty_set(after, faults[fault].failure, faults[fault].stays);
	bool good = edit(store, said, &err);
	bool met = faulty_unset() > 0;
	if (good || met)
		read_statement(says, &now);
	if (good) {
		assert_string_equal(says, said);
		assert_int_equal(now, before + 1);
	} else {
		assert_true(met);
		assert_says(err.text, faults[fault].told);
		assert_string_equal(says, kept);
		assert_int_equal(now, before);
	}
	assert_true(edit(store, said, &err)); /* the disk is well again */
	read_statement(says, &now);
	assert_string_equal(says, said);
	store_close(store);
	return met;
}

static void an_edit(void **state)
{
	(void)state;
	store_close(new_store());
	for (int fault = 0; fault < FAULTS; fault++) {
		int after = 0;

		while (after < OPERATIONS_MAX && edit_with_fault(fault, after))
			after++;
		assert_true(after > 2 && after < OPERATIONS_MAX);
	}
}

/* As the program begins: the fault may be met by opening, too. */
static void an_edit_by_a_new_connection(void **state)
{
	char kept[64], said[64], says[64];
	int64_t revisions;
	struct error err = {""};

	(void)state;
	store_close(new_store());
	for (int fault = 0; fault < FAULTS; fault++)
		for (int after = 0, met = 1; met; after = NEXT(after)) {
			struct store *store = open_store("t.db", STORE_WRITE);

			assert_true(edit(store, kept, &err));
			store_close(store);
			faulty_set(after, faults[fault].failure, faults[fault].stays);
			struct store *fresh = store_open(scratch_path("t.db"), STORE_WRITE, &err);
			bool good = fresh && edit(fresh, said, &err);
			store_close(fresh); /* which writes the log into the database */
			met = faulty_unset();
			read_statement(says, &revisions);
			assert_string_equal(says, good ? said : kept);
			assert_true(good || *err.text);
			assert_true(after < OPERATIONS_MAX);
		}
}

static void an_import(void **state)
{
	static const char more[] = SOURCES ALIASES
		"facts:\n" ABDICATION BOMBING DRAFT
		"  - {id: rivers, topic: land, says: The rivers are long., ask: [how long are rivers],"
		" cite: [{source: web, locator: l}]}\n";
	struct import_counts counts;
	struct error err = {""};

	(void)state;
	for (int fault = 0; fault < FAULTS; fault++)
		for (int after = 0, met = 1; met; after = NEXT(after)) {
			struct store *store = new_store();
			struct factset set;
			char says[64];
			int64_t before, now;

			read_statement(says, &before);
			faulty_set(after, faults[fault].failure, faults[fault].stays);
			bool good = import(store, more, false, &counts, &err);
			met = faulty_unset();
			read_statement(says, &now);
			assert_int_equal(now, good ? before + 1 : before);
			if (!good)
				assert_says(err.text, faults[fault].told);
			assert_true(import(store, more, false, &counts, &err));
			assert_true(store_load(store, &set, &err));
			assert_non_null(factset_fact(&set, "rivers"));
			factset_free(&set);
			store_close(store);
		}
}

/* A backup that fails leaves the one before, and nothing else. */
static void a_backup(void **state)
{
	char said[64], says[64];
	int64_t revisions;
	struct error err = {""};

	(void)state;
	for (int fault = 0; fault < FAULTS; fault++) {
		struct store *store = new_store();

		assert_true(store_backup(store, scratch_path("kept.db"), true, &err));
		assert_true(edit(store, said, &err));
		for (int after = 0, met = 1; met; after = NEXT(after)) {
			faulty_set(after, faults[fault].failure, faults[fault].stays);
			bool good = store_backup(store, scratch_path("kept.db"), true, &err);
			met = faulty_unset();
			assert_int_equal(access(scratch_path("kept.db.part"), F_OK), -1);
			struct store *kept = open_store("kept.db", STORE_READ);
			assert_true(
				store_is_sound(kept, &err) && store_audit(kept, &revisions, &err));
			assert_int_equal(revisions, good ? ROWS + 4 : ROWS + 3);
			store_close(kept);
			if (!good)
				assert_true(*err.text);
			else
				break; /* the next one would replace it by the same */
		}
		store_close(store);
		unlink(scratch_path("kept.db"));
	}
	read_statement(says, &revisions);
	assert_string_equal(says, said);
}

/* A restore that fails leaves the present. */
static void a_restore(void **state)
{
	char then[64], said[64], says[64];
	int64_t revisions;
	struct error err = {""};

	(void)state;
	for (int fault = 0; fault < FAULTS; fault++)
		for (int after = 0, met = 1; met; after = NEXT(after)) {
			struct store *store = new_store();

			assert_true(edit(store, then, &err));
			assert_true(store_backup(store, scratch_path("then.db"), true, &err));
			assert_true(edit(store, said, &err));
			struct store *backup = open_store("then.db", STORE_READ);
			faulty_set(after, faults[fault].failure, faults[fault].stays);
			bool good = store_restore(store, backup, &err);
			met = faulty_unset();
			store_close(backup);
			read_statement(says, &revisions);
			assert_string_equal(says, good ? then : said);
			store_close(store);
		}
}

/* In memory where there is such a place: syncs of a real disk take most of the time. */
static int setup(void **state)
{
	if (access("/dev/shm", W_OK) == 0)
		setenv("TMPDIR", "/dev/shm", 1);
	faulty_register();
	return scratch_setup(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_edit),
		cmocka_unit_test(an_edit_by_a_new_connection),
		cmocka_unit_test(an_import),
		cmocka_unit_test(a_backup),
		cmocka_unit_test(a_restore),
	};

	return cmocka_run_group_tests(tests, setup, scratch_teardown);
}
