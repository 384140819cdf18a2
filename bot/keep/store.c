#include "keep/store.h"

#include "base/arena.h"
#include "keep/db.h"
#include "keep/store_inner.h"

#include <sqlite3.h>
#include <stdlib.h>

const char *const store_question_kinds[QUESTION_KINDS] = {
	[QUESTION_ASK] = "ask",
	[QUESTION_YES] = "yes",
	[QUESTION_NO] = "no",
	[QUESTION_NOT] = "not",
};

const char *const store_alias_kinds[ALIAS_KINDS] = {
	[ALIAS_NAME] = "name",
	[ALIAS_WORDS] = "words",
	[ALIAS_NEAR] = "near",
};

bool store_fault(struct store *store, struct error *err)
{
	return db_fault(store->db, store->path, err);
}

static bool prepare_all(struct store *store, struct error *err)
{
	for (int which = 0; which < SQL_TOTAL; which++)
		if (sqlite3_prepare_v3(store->db, store_sql[which], -1, SQLITE_PREPARE_PERSISTENT,
			    &store->statements[which], NULL) != SQLITE_OK)
			return store_fault(store, err);
	/* In WAL mode a commit survives the end of the process without waiting for the disk; that
	 * is enough for the journal. store_begin asks for more. */
	sqlite3_exec(store->db, "PRAGMA synchronous = NORMAL", NULL, NULL, NULL);
	return true;
}

struct store *store_open(const char *path, enum store_mode mode, struct error *err)
{
	sqlite3 *db = db_open(path, mode, err);

	if (!db)
		return NULL;
	struct store *store = must_alloc(sizeof *store);
	store->db = db;
	store->path = must_string(path);
	if (prepare_all(store, err))
		return store;
	store_close(store);
	return NULL;
}

void store_close(struct store *store)
{
	if (!store)
		return;
	for (int which = 0; which < SQL_TOTAL; which++)
		sqlite3_finalize(store->statements[which]);
	sqlite3_close(store->db);
	free(store->path);
	free(store);
}

const char *store_path(const struct store *store)
{
	return store->path;
}

sqlite3_stmt *store_bind(
	struct store *store, enum sql which, const struct bound *values, size_t count)
{
	sqlite3_stmt *statement = store->statements[which];

	sqlite3_reset(statement);
	for (size_t i = 0; i < count; i++) {
		int parameter = (int)i + 1;

		switch (values[i].type) {
		case BOUND_INTEGER:
			sqlite3_bind_int64(statement, parameter, values[i].integer);
			break;
		case BOUND_REAL:
			sqlite3_bind_double(statement, parameter, values[i].real);
			break;
		case BOUND_TEXT:
			sqlite3_bind_text(statement, parameter, values[i].text, -1, SQLITE_STATIC);
			break;
		}
	}
	return statement;
}

bool store_run(struct store *store, enum sql which, const struct bound *values, size_t count,
	struct error *err)
{
	sqlite3_stmt *statement = store_bind(store, which, values, count);
	bool good = sqlite3_step(statement) == SQLITE_DONE || store_fault(store, err);

	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
	return good;
}

bool store_begin(struct store *store, struct error *err)
{
	/* an acknowledged edit survives a power cut */
	sqlite3_exec(store->db, "PRAGMA synchronous = FULL", NULL, NULL, NULL);
	return store_run(store, SQL_BEGIN_WRITE, NULL, 0, err);
}

bool store_end(struct store *store, bool good, struct error *err)
{
	good = good && store_run(store, SQL_COMMIT, NULL, 0, err);
	if (!good && !sqlite3_get_autocommit(store->db))
		store_run(store, SQL_ROLLBACK, NULL, 0, NULL);
	sqlite3_exec(store->db, "PRAGMA synchronous = NORMAL", NULL, NULL, NULL);
	return good;
}

int64_t store_data_version(struct store *store)
{
	sqlite3_stmt *statement = store_bind(store, SQL_DATA_VERSION, NULL, 0);
	int64_t version = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0)
								: store->data_version;

	sqlite3_reset(statement);
	return version;
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
		found(context, sqlite3_column_int64(statement, 0),
			(const char *)sqlite3_column_text(statement, 1),
			sqlite3_column_double(statement, 2));
	bool good = status == SQLITE_DONE || store_fault(store, err);
	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
	return good;
}

bool store_journal(struct store *store, const struct journal_entry *entry, struct error *err)
{
	return RUN(store, SQL_ADD_JOURNAL, err, INTEGER(entry->when.unix), TEXT(entry->network),
		TEXT(entry->channel), TEXT(entry->decision), TEXT(entry->by), INTEGER(entry->fact),
		REAL(entry->score), TEXT(entry->question));
}

bool store_count(struct store *store, struct store_counts *counts, struct error *err)
{
	sqlite3_stmt *statement = store_bind(store, SQL_COUNTS, NULL, 0);
	int64_t *const fields[] = {&counts->facts, &counts->drafts, &counts->forgotten,
		&counts->questions, &counts->patterns, &counts->citations, &counts->sources,
		&counts->aliases, &counts->revisions, &counts->answered, &counts->unknown,
		&counts->schema_version};

	*counts = (struct store_counts){0};
	bool good = sqlite3_step(statement) == SQLITE_ROW || store_fault(store, err);
	for (size_t i = 0; good && i < sizeof fields / sizeof fields[0]; i++)
		*fields[i] = sqlite3_column_int64(statement, (int)i);
	sqlite3_reset(statement);
	return good;
}
