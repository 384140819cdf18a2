#include "keep/store_changes.h"

#include "keep/store_inner.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

static bool see_state(struct store *store, struct store_seen *seen, struct error *err)
{
	struct revision_end end;
	sqlite3_stmt *statement;
	int status;

	*seen = (struct store_seen){0};
	if (!store_last_revision(store, &end, err))
		return false;
	seen->revision = end.number;
	snprintf(seen->hash, sizeof seen->hash, "%s", end.hash);
	statement = store_bind(store, SQL_GENERATION, NULL);
	status = sqlite3_step(statement);
	if (status == SQLITE_ROW) {
		seen->aliases = sqlite3_column_int64(statement, 0);
		seen->sources = sqlite3_column_int64(statement, 1);
		seen->quarantine = sqlite3_column_int64(statement, 2);
		seen->drafts = sqlite3_column_int64(statement, 3);
	}
	return store_finish(store, statement, status, err);
}

bool store_see(struct store *store, struct store_seen *seen, struct error *err)
{
	if (!store_begin_reading(store, err))
		return false;
	bool good = see_state(store, seen, err);

	store_end_reading(store);
	return good;
}

/* Whether the newest revision that was seen is still there. */
static bool is_continued(
	struct store *store, const struct store_seen *seen, bool *continued, struct error *err)
{
	sqlite3_stmt *statement = BIND(store, SQL_REVISION_HASH, INTEGER(seen->revision));
	int status = sqlite3_step(statement);

	const char *hash = status == SQLITE_ROW ? store_column(statement, 0) : "";

	*continued = strcmp(seen->hash, hash) == 0;
	return store_finish(store, statement, status, err);
}

/* Adds the fact numbers that a statement lists. */
static bool add_facts(struct store *store, sqlite3_stmt *statement, size_t max,
	struct store_changes *changes, struct error *err)
{
	int status;

	while ((status = sqlite3_step(statement)) == SQLITE_ROW) {
		int64_t number = sqlite3_column_int64(statement, 0);
		size_t at = 0;

		while (at < changes->fact_count && changes->facts[at] != number)
			at++;
		if (at < changes->fact_count)
			continue;
		changes->newer++;
		if (changes->fact_count == max)
			break;
		changes->facts[changes->fact_count++] = number;
	}
	return store_finish(store, statement, status, err);
}

static bool compare_seen(struct store *store, const struct store_seen *before,
	const struct store_seen *now, size_t max, struct arena *arena,
	struct store_changes *changes, struct error *err)
{
	bool continued;

	*changes = (struct store_changes){0};
	if (!is_continued(store, before, &continued, err))
		return false;
	changes->whole = !continued;
	if (changes->whole)
		return true;
	changes->aliases = before->aliases != now->aliases;
	changes->sources = before->sources != now->sources;
	changes->quotable = before->drafts != now->drafts;
	changes->facts = arena_alloc(arena, (max + 1) * sizeof *changes->facts);
	return (before->revision == now->revision ||
		       add_facts(store, BIND(store, SQL_REVISED_SINCE, INTEGER(before->revision)),
			       max, changes, err)) &&
	       (before->quarantine == now->quarantine ||
		       add_facts(store, store_bind(store, SQL_QUARANTINED_FACTS, NULL), max,
			       changes, err));
}

bool store_changes(struct store *store, struct store_seen *seen, size_t max, struct arena *arena,
	struct store_changes *changes, struct error *err)
{
	struct store_seen now;

	if (!store_begin_reading(store, err))
		return false;
	bool good = see_state(store, &now, err) &&
		    compare_seen(store, seen, &now, max, arena, changes, err);
	if (good) {
		*seen = now;
		store->data_version = store_data_version(store);
	}
	store_end_reading(store);
	return good;
}
