#include "keep/store.h"

#include "base/arena.h"
#include "keep/db.h"
#include "keep/store_inner.h"

#include <limits.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

const char *const store_question_kinds[QUESTION_KINDS + 1] = {
	[QUESTION_ASK] = "ask",
	[QUESTION_YES] = "yes",
	[QUESTION_NO] = "no",
	[QUESTION_NOT] = "not",
};

const char *const store_alias_kinds[ALIAS_KINDS + 1] = {
	[ALIAS_NAME] = "name",
	[ALIAS_WORDS] = "words",
	[ALIAS_NEAR] = "near",
};

const char *const store_origins[] = {[ORIGIN_PERSON] = "person",
	[ORIGIN_IMPORT] = "import",
	[ORIGIN_TERMINAL] = "terminal",
	NULL};

const char *const store_actions[] = {
	[ACTION_EDIT] = "edit",
	[ACTION_ADD] = "add",
	[ACTION_UNDO] = "undo",
	[ACTION_REDO] = "redo",
	[ACTION_REVERT] = "revert",
	[ACTION_LOCK] = "lock",
	[ACTION_UNLOCK] = "unlock",
	[ACTION_FORGET] = "forget",
	[ACTION_UNFORGET] = "unforget",
	[ACTION_MERGE] = "merge",
	NULL,
};

int store_known_word(const char *const *words, const char *word)
{
	int at = 0;

	while (words[at] && strcmp(words[at], word) != 0)
		at++;
	return words[at] ? at : -1;
}

int store_word(const char *const *words, const char *word)
{
	int at = store_known_word(words, word);

	return at < 0 ? 0 : at;
}

bool store_error(struct store *store, struct error *err)
{
	return db_error(store->db, store->path, err);
}

/* Notes which file is open; none if it was replaced meanwhile, so that store_is_moved() reports
 * it. */
static void note_file(struct store *store)
{
	struct stat status;
	int moved = 0;

	if (stat(store->path, &status) != 0 ||
		(sqlite3_file_control(store->db, "main", SQLITE_FCNTL_HAS_MOVED, &moved) ==
				SQLITE_OK &&
			moved))
		return;
	store->device = status.st_dev;
	store->inode = status.st_ino;
	store->size = status.st_size;
}

/* Takes the connection over; NULL is fine. */
static struct store *new_store(
	sqlite3 *db, const char *path, enum store_mode mode, struct error *err)
{
	if (!db)
		return NULL;
	struct store *store = must_alloc(sizeof *store);
	store->db = db;
	store->path = must_string(path);
	note_file(store);
	store_add_seen(store);
	store->read_only = mode == STORE_READ;
	store->patience_ms = DB_BUSY_MS;
	/* In WAL mode a commit survives a crash of the process without waiting for the disk, which
	 * is enough for the journal. store_begin sets FULL. */
	sqlite3_exec(db, "PRAGMA synchronous = NORMAL", NULL, NULL, NULL);
	if (mode == STORE_READ || store_cover_old(store, err))
		return store;
	store_close(store);
	return NULL;
}

/* When the file was last written; 0 if it is empty or cannot be found. */
static int64_t last_written(const char *path, const char *suffix)
{
	char name[PATH_MAX];
	struct stat status;

	if (snprintf(name, sizeof name, "%s%s", path, suffix) >= (int)sizeof name)
		return INT64_MAX;
	return stat(name, &status) == 0 && status.st_size > 0 ? status.st_mtime : 0;
}

struct store *store_open(const char *path, enum store_mode mode, struct error *err)
{
	int64_t file = last_written(path, ""), log = last_written(path, "-wal");
	struct store *store = new_store(db_open(path, mode, err), path, mode, err);

	if (store)
		store->written = file > log ? file : log;
	return store;
}

struct store *store_open_backup(const char *path, struct error *err)
{
	bool older;
	sqlite3 *db = db_open_backup(path, &older, err);

	return new_store(db, path, older ? STORE_WRITE : STORE_READ, err);
}

static void close_database(struct store *store)
{
	for (int which = 0; which < SQL_TOTAL; which++)
		sqlite3_finalize(store->statements[which]);
	sqlite3_close(store->db);
	store_forget_kept(store);
}

bool store_reopen(struct store *store, struct error *err)
{
	struct store *fresh =
		store_open(store->path, store->read_only ? STORE_READ : STORE_WRITE, err);

	if (!fresh)
		return false;
	close_database(store);
	free(store->path);
	fresh->waiting = store->waiting;
	fresh->waiting_count = store->waiting_count;
	store_set_patience(fresh, store->patience_ms);
	fresh->view = store->view;
	bool defers = store->defers_checkpoints;
	*store = *fresh;
	free(fresh);
	store_add_seen(store);
	if (defers)
		store_defer_checkpoints(store);
	return true;
}

void store_close(struct store *store)
{
	if (!store)
		return;
	store_set_patience(store, DB_BUSY_MS);
	store_flush_journal(store, NULL);
	store_drop_waiting(store);
	close_database(store);
	free(store->path);
	free(store);
}

const char *store_path(const struct store *store)
{
	return store->path;
}

/* Prepares the statement when it is first needed, so that a connection that runs one does not wait
 * for all. NULL if the schema lacks something that it names; the connection then has the reason,
 * and stepping NULL fails. */
static sqlite3_stmt *prepared(struct store *store, enum sql which)
{
	sqlite3_stmt **statement = &store->statements[which];

	if (!*statement)
		sqlite3_prepare_v3(store->db,
			store_sql[which] ? store_sql[which] : store_sql_people[which], -1,
			SQLITE_PREPARE_PERSISTENT, statement, NULL);
	return *statement;
}

sqlite3_stmt *store_bind(struct store *store, enum sql which, const struct bound *values)
{
	sqlite3_stmt *statement = prepared(store, which);

	if (!statement)
		return NULL;
	if (!sqlite3_stmt_readonly(statement))
		store_end_reading(store);
	sqlite3_reset(statement);
	for (int i = 0; values && values[i].type != BOUND_END; i++) {
		const struct bound *value = &values[i];

		if (value->type == BOUND_INTEGER)
			sqlite3_bind_int64(statement, i + 1, value->integer);
		else if (value->type == BOUND_REAL)
			sqlite3_bind_double(statement, i + 1, value->real);
		else if (value->type == BOUND_BLOB)
			sqlite3_bind_blob64(statement, i + 1, value->blob,
				(sqlite3_uint64)value->integer, SQLITE_STATIC);
		else
			sqlite3_bind_text(statement, i + 1, value->text, -1, SQLITE_STATIC);
	}
	return statement;
}

bool store_finish(struct store *store, sqlite3_stmt *statement, int status, struct error *err)
{
	bool good = status == SQLITE_ROW || status == SQLITE_DONE || store_error(store, err);

	sqlite3_reset(statement);
	if (statement)
		sqlite3_clear_bindings(statement);
	return good;
}

bool store_run(struct store *store, enum sql which, const struct bound *values, struct error *err)
{
	sqlite3_stmt *statement = store_bind(store, which, values);

	return store_finish(store, statement, sqlite3_step(statement), err);
}

int64_t store_number(struct store *store, sqlite3_stmt *statement)
{
	int status = sqlite3_step(statement);
	int64_t number = status == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;

	store_finish(store, statement, status, NULL);
	return number;
}

const char *store_column(sqlite3_stmt *statement, int column)
{
	const char *text = (const char *)sqlite3_column_text(statement, column);

	return text ? text : ""; /* NULL in a damaged row, or without memory */
}

const char *store_text(struct arena *arena, sqlite3_stmt *statement, int column)
{
	const char *text = store_column(statement, column);

	return arena_copy(arena, text, strlen(text));
}

/* Whether a file that has shrunk is shorter than its header says, which is not so after a
 * restore. */
static bool is_cut(const char *path, int64_t size)
{
	enum { PAGE_AT = 16, PAGES_AT = 28, HEADER = 32 }; /* sqlite.org/fileformat.html */
	unsigned char header[HEADER] = {0};
	const unsigned char *page = header + PAGE_AT, *pages = header + PAGES_AT;
	FILE *file = fopen(path, "rb");
	bool whole = file && fread(header, 1, HEADER, file) == HEADER;

	if (file)
		fclose(file);
	int64_t page_size = page[0] << 8 | page[1];
	int64_t count = (int64_t)pages[0] << 24 | pages[1] << 16 | pages[2] << 8 | pages[3];
	return !whole || size < count * (page_size == 1 ? 65536 : page_size);
}

bool store_is_moved(struct store *store)
{
	struct stat status;

	/* SQLITE_FCNTL_HAS_MOVED compares only the inode, which is not unique across file
	 * systems */
	if (stat(store->path, &status) != 0 || status.st_dev != store->device ||
		status.st_ino != store->inode)
		return true;
	if (status.st_size < store->size && is_cut(store->path, status.st_size))
		store->cut = true;
	store->size = status.st_size;
	return store->cut;
}

static bool refuse_moved(struct store *store, struct error *err)
{
	return error_set(err, "%s: was %s while it was open", store->path,
		store->cut ? "cut off" : "deleted or replaced");
}

bool store_begin_reading(struct store *store, struct error *err)
{
	store_end_reading(store);
	return store->reading = store_run(store, SQL_BEGIN_READ, NULL, err);
}

void store_end_reading(struct store *store)
{
	if (!store->reading)
		return;
	store->reading = false;
	store_run(store, SQL_COMMIT, NULL, NULL);
}

bool store_begin(struct store *store, struct error *err)
{
	if (store_is_moved(store))
		return refuse_moved(store, err);
	store_end_reading(store);
	/* an acknowledged edit survives a power cut */
	sqlite3_exec(store->db, "PRAGMA synchronous = FULL", NULL, NULL, NULL);
	return store_run(store, SQL_BEGIN_WRITE, NULL, err);
}

bool store_end(struct store *store, bool good, struct error *err)
{
	good = good && store_run(store, SQL_COMMIT, NULL, err);
	if (!good && !sqlite3_get_autocommit(store->db))
		store_run(store, SQL_ROLLBACK, NULL, NULL);
	sqlite3_exec(store->db, "PRAGMA synchronous = NORMAL", NULL, NULL, NULL);
	/* an acknowledged change must be in the file at that path */
	return good && (!store_is_moved(store) || refuse_moved(store, err));
}

int64_t store_data_version(struct store *store)
{
	sqlite3_stmt *statement = store_bind(store, SQL_DATA_VERSION, NULL);
	int status = sqlite3_step(statement);
	int64_t version =
		status == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : store->data_version;

	store_finish(store, statement, status, NULL);
	return store->seen_version = version;
}

bool store_has(struct store *store, enum store_rare rare)
{
	struct store_filled *filled = &store->filled;
	int64_t changes = sqlite3_total_changes64(store->db);

	if (!sqlite3_get_autocommit(store->db))
		return true; /* what a transaction sees may be rolled back */
	if (!filled->known || filled->version != store->seen_version ||
		filled->changes != changes) {
		sqlite3_stmt *statement = store_bind(store, SQL_FILLED, NULL);
		int status = sqlite3_step(statement);

		for (int i = 0; i < STORE_RARE; i++)
			filled->rows[i] =
				status != SQLITE_ROW || sqlite3_column_int(statement, i) != 0;
		filled->version = store->seen_version;
		filled->changes = changes;
		filled->known = store_finish(store, statement, status, NULL);
	}
	return filled->rows[rare];
}

bool store_changed(struct store *store)
{
	return store_data_version(store) != store->data_version;
}

bool store_search(struct store *store, const char *match, size_t limit, store_found *found,
	void *context, struct error *err)
{
	sqlite3_stmt *statement = BIND(store, SQL_SEARCH, TEXT(match), INTEGER((int64_t)limit));
	int status;

	while ((status = sqlite3_step(statement)) == SQLITE_ROW)
		found(context, sqlite3_column_int64(statement, 0), store_column(statement, 1),
			sqlite3_column_double(statement, 2));
	return store_finish(store, statement, status, err);
}

bool store_prune_journal(
	struct store *store, int64_t before, int limit, int *deleted, struct error *err)
{
	bool good = RUN(store, SQL_PRUNE_JOURNAL, err, INTEGER(before), INTEGER(limit));

	*deleted = good ? sqlite3_changes(store->db) : 0;
	return good;
}

int64_t store_last_fact(struct store *store)
{
	return store_number(store, store_bind(store, SQL_LAST_FACT, NULL));
}

bool store_count(struct store *store, struct store_counts *counts, struct error *err)
{
	store_flush_journal(store, NULL);
	sqlite3_stmt *statement = store_bind(store, SQL_COUNTS, NULL);
	int64_t *const fields[] = {&counts->facts, &counts->drafts, &counts->forgotten,
		&counts->questions, &counts->patterns, &counts->citations, &counts->sources,
		&counts->aliases, &counts->revisions, &counts->answered, &counts->unknown,
		&counts->schema_version};

	*counts = (struct store_counts){0};
	int status = sqlite3_step(statement);
	for (size_t i = 0; status == SQLITE_ROW && i < sizeof fields / sizeof fields[0]; i++)
		*fields[i] = sqlite3_column_int64(statement, (int)i);
	return store_finish(store, statement, status, err);
}
