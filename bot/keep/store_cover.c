/* The chain over rows other than facts: sources, aliases, roles, suggestions and the subject. */
#include "base/arena.h"
#include "keep/store_inner.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char dropped[] = "{\"dropped\":true}";

/* The content of the name's newest revision, in the arena; "" if there is none. */
static const char *newest_content(struct store *store, const char *name, struct arena *arena)
{
	sqlite3_stmt *statement = BIND(store, SQL_NEWEST_CONTENT, TEXT(name));
	int status = sqlite3_step(statement);
	const char *content = status == SQLITE_ROW ? store_text(arena, statement, 0) : "";

	store_finish(store, statement, status, NULL);
	return content;
}

static bool add_content(struct store *store, const char *name, const char *content,
	const struct change *change, struct error *err)
{
	struct revision_end end;

	return store_last_revision(store, &end, err) &&
	       store_add_revision(store, name, 0, content, change, &end, err);
}

bool store_cover(struct store *store, sqlite3_stmt *row, const char *name,
	const struct change *change, bool always, struct error *err)
{
	struct arena arena = {0};
	int status = sqlite3_step(row);
	const char *content = status == SQLITE_ROW ? store_text(&arena, row, 1) : dropped;
	bool good = store_finish(store, row, status, err);
	const char *newest = newest_content(store, name, &arena);
	bool same = strcmp(newest, content) == 0 || (!*newest && content == dropped);

	if (good && (!same || always))
		good = add_content(store, name, content, change, err);
	arena_free(&arena);
	return good;
}

bool store_cover_source(struct store *store, const char *id, const struct change *change,
	bool always, struct error *err)
{
	char name[512];

	snprintf(name, sizeof name, "source %s", id);
	return store_cover(
		store, BIND(store, SQL_SERVED_SOURCE, TEXT(id)), name, change, always, err);
}

bool store_cover_alias(struct store *store, const struct alias *alias, const struct change *change,
	bool always, struct error *err)
{
	const char *kind = store_alias_kinds[alias->kind];
	char name[512];

	snprintf(name, sizeof name, "%s %s", kind, alias->id);
	return store_cover(store, BIND(store, SQL_SERVED_ALIAS, TEXT(kind), TEXT(alias->id)), name,
		change, always, err);
}

bool store_cover_suggestion(
	struct store *store, int64_t number, const struct change *change, struct error *err)
{
	char name[64];

	snprintf(name, sizeof name, "suggestion %lld", (long long)number);
	return store_cover(store, BIND(store, SQL_SERVED_SUGGESTION, INTEGER(number)), name, change,
		false, err);
}

bool store_is_imported(struct store *store, const char *name)
{
	sqlite3_stmt *statement = BIND(store, SQL_NEWEST_CONTENT, TEXT(name));
	int status = sqlite3_step(statement);
	bool imported = status != SQLITE_ROW || strcmp(store_column(statement, 1), "import") == 0;

	store_finish(store, statement, status, NULL);
	return imported;
}

/* --- a database from before the chain covered them -------------------------------------------- */

/* How much the chain covers: 0: none of these rows, 1: all but the subject, 2: all
 * (SQL_SET_COVERED). */
enum { COVERED_ALL = 2 };

static int64_t covered(struct store *store)
{
	return store_number(store, store_bind(store, SQL_COVERED, NULL));
}

struct row {
	const char *name, *content;
};

/* The rows that differ from their newest revision, in the arena. */
static bool uncovered(struct store *store, struct arena *arena, struct row **rows, size_t *count,
	struct error *err)
{
	sqlite3_stmt *statement = store_bind(store, SQL_UNCOVERED, NULL);
	struct row *list = NULL;
	size_t room = 0;
	int status;

	*count = 0;
	while ((status = sqlite3_step(statement)) == SQLITE_ROW) {
		bool gone = sqlite3_column_type(statement, 2) == SQLITE_NULL;

		GROW(list, *count, room);
		list[(*count)++] = (struct row){store_text(arena, statement, 0),
			gone ? dropped : store_text(arena, statement, 2)};
	}
	*rows = list;
	return store_finish(store, statement, status, err);
}

static bool cover_rows(struct store *store, struct error *err)
{
	struct change change = {.action = ACTION_EDIT,
		.author = "migration",
		.network = "",
		.reason = "as found when the chain began to cover it"};
	struct arena arena = {0};
	struct row *rows;
	struct revision_end end;
	size_t count;
	int64_t before = covered(store);

	if (before == COVERED_ALL)
		return true;
	change.when.unix = store_number(store, store_bind(store, SQL_NEWEST_AT, NULL));
	bool good = uncovered(store, &arena, &rows, &count, err) &&
		    store_last_revision(store, &end, err);
	for (size_t i = 0; good && i < count; i++) {
		if (before > 0 && strcmp(rows[i].name, "subject") != 0)
			continue; /* covered already: a difference is for audit to find */
		change.origin =
			store_is_imported(store, rows[i].name) ? ORIGIN_IMPORT : ORIGIN_TERMINAL;
		good = store_add_revision(
			store, rows[i].name, 0, rows[i].content, &change, &end, err);
	}
	good = good && store_run(store, SQL_SET_COVERED, NULL, err);
	free(rows);
	arena_free(&arena);
	return good;
}

bool store_cover_old(struct store *store, struct error *err)
{
	if (covered(store) == COVERED_ALL)
		return true;
	return store_begin(store, err) && store_end(store, cover_rows(store, err), err);
}
