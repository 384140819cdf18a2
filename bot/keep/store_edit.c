#include "keep/store_edit.h"

#include "fact/factfile.h"
#include "keep/store_inner.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Reads a row of SQL_HISTORY or SQL_FACT_NOW, which begin with the same columns. */
static struct edition edition_of(struct arena *arena, sqlite3_stmt *statement)
{
	return (struct edition){
		.number = sqlite3_column_int64(statement, 0),
		.at = sqlite3_column_int64(statement, 1),
		.author = store_text(arena, statement, 2),
		.network = store_text(arena, statement, 3),
		.reason = store_text(arena, statement, 4),
		.content = store_text(arena, statement, 5),
		.origin = (enum origin)store_word(store_origins, store_column(statement, 6)),
		.action = (enum action)store_word(store_actions, store_column(statement, 7)),
	};
}

bool store_history(struct store *store, const char *name, struct arena *arena,
	struct edition **list, size_t *count, struct error *err)
{
	sqlite3_stmt *statement = BIND(store, SQL_HISTORY, TEXT(name));
	struct edition *editions = NULL;
	size_t room = 0;
	int status;

	*count = 0;
	while ((status = sqlite3_step(statement)) == SQLITE_ROW) {
		GROW(editions, *count, room);
		editions[*count] = edition_of(arena, statement);
		editions[*count].ordinal = (int)*count + 1;
		++*count;
	}
	*list = arena_alloc(arena, *count * sizeof **list + 1);
	if (*count > 0)
		memcpy(*list, editions, *count * sizeof **list);
	free(editions);
	return store_finish(store, statement, status, err);
}

bool store_fact_numbered(struct store *store, int64_t number, struct arena *arena,
	struct fact *fact, struct edition *newest, struct error *err)
{
	sqlite3_stmt *statement = BIND(store, SQL_FACT_NOW, INTEGER(number));
	int status = sqlite3_step(statement);

	*fact = (struct fact){0};
	*newest = (struct edition){0};
	if (status == SQLITE_ROW) {
		*newest = edition_of(arena, statement);
		newest->ordinal = sqlite3_column_int(statement, 8);
	}
	if (!store_finish(store, statement, status, err))
		return false;
	if (newest->ordinal == 0)
		return true;
	if (!factfile_read_content(store->path, newest->content, arena, fact, err))
		return false;
	fact->number = number;
	fact->revision = newest->number;
	return true;
}

bool store_fact(struct store *store, const char *id, struct arena *arena, struct fact *fact,
	struct edition *newest, struct error *err)
{
	sqlite3_stmt *statement = BIND(store, SQL_FACT_NUMBER, TEXT(id));
	int status = sqlite3_step(statement);
	int64_t number = status == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;

	return store_finish(store, statement, status, err) &&
	       store_fact_numbered(store, number, arena, fact, newest, err);
}

/* --- saving ----------------------------------------------------------------------------------- */

/* The fact in the database. */
struct state {
	int64_t number, revision;
	bool locked;
};

static bool read_edit_state(
	struct store *store, int64_t number, struct state *state, struct error *err)
{
	sqlite3_stmt *statement = BIND(store, SQL_FACT_STATE, INTEGER(number));
	int status = sqlite3_step(statement);

	*state = (struct state){0};
	if (status == SQLITE_ROW)
		*state = (struct state){
			.number = sqlite3_column_int64(statement, 0),
			.revision = sqlite3_column_int64(statement, 1),
			.locked = sqlite3_column_int(statement, 2),
		};
	return store_finish(store, statement, status, err);
}

/* The number of editions of a thing. */
static bool count_revisions(
	struct store *store, const char *name, int64_t *count, struct error *err)
{
	sqlite3_stmt *statement = BIND(store, SQL_COUNT_REVISIONS, TEXT(name));
	int status = sqlite3_step(statement);

	*count = status == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
	return store_finish(store, statement, status, err);
}

static bool count_ordinal(struct store *store, const char *name, int *ordinal, struct error *err)
{
	int64_t count;
	bool good = count_revisions(store, name, &count, err);

	*ordinal = (int)count;
	return good;
}

/* Whether the fact may replace the one in the database. */
static bool may_save(struct store *store, const struct fact *fact, bool *moved, struct error *err)
{
	struct state state;

	if (!read_edit_state(store, fact->number, &state, err))
		return false;
	if (store_number(store, BIND(store, SQL_ID_TAKEN, TEXT(fact->id), INTEGER(fact->number))) >
		0)
		return error_set(err, "the fact %s already exists", fact->id);
	*moved = fact->number != state.number || fact->revision != state.revision;
	if (*moved)
		return error_set(err, "%s has changed in the meantime", fact->id);
	if (state.locked && fact->locked)
		return error_set(err, "%s is locked", fact->id);
	const char *unknown = store_unknown_source(store, fact);
	return !unknown || error_set(err, "there is no source \"%.80s\"", unknown);
}

static bool save_one(struct store *store, const struct fact *fact, const struct change *change,
	struct revision_end *end, int *ordinal, bool *moved, struct error *err)
{
	if (!may_save(store, fact, moved, err))
		return false;
	char *content = fact_content(fact);
	bool good = store_put_fact(store, fact, fact->number, content, change, end, err) &&
		    count_ordinal(store, fact->id, ordinal, err);

	free(content);
	return good;
}

bool store_save(struct store *store, const struct fact *facts, size_t count,
	const struct change *change, int *ordinals, bool *moved, struct error *err)
{
	struct revision_end end;

	*moved = false;
	if (!store_begin(store, err))
		return false;
	bool good = store_last_revision(store, &end, err);
	for (size_t i = 0; good && i < count; i++)
		good = save_one(store, &facts[i], change, &end, &ordinals[i], moved, err);
	return store_end(store, good, err);
}

/* --- aliases and sources ---------------------------------------------------------------------- */

bool store_save_alias(struct store *store, const struct alias *alias, const struct change *change,
	int *ordinal, struct error *err)
{
	bool changed;
	char name[512];

	if (!store_begin(store, err))
		return false;
	snprintf(name, sizeof name, "%s %s", store_alias_kinds[alias->kind], alias->id);
	bool good = store_put_alias(store, alias, &changed, err) &&
		    store_cover_alias(store, alias, change, true, err) &&
		    count_ordinal(store, name, ordinal, err);
	return store_end(store, good, err);
}

bool store_save_source(struct store *store, const struct source *source, bool drop,
	const struct change *change, int *ordinal, struct error *err)
{
	char name[512];

	if (!store_begin(store, err))
		return false;
	bool good = drop ? RUN(store, SQL_DROP_SOURCE, err, TEXT(source->id))
			 : store_put_source(store, source, err);
	if (!good && (sqlite3_errcode(store->db) & 0xff) == SQLITE_CONSTRAINT)
		error_set(err,
			"%s is cited, or has a register of paragraphs, and cannot be removed",
			source->id);
	snprintf(name, sizeof name, "source %s", source->id);
	good = good && store_cover_source(store, source->id, change, true, err) &&
	       count_ordinal(store, name, ordinal, err);
	return store_end(store, good, err);
}

size_t store_edits_by(struct store *store, const char *author, const char *network,
	struct arena *arena, struct own_edit *list, size_t max)
{
	sqlite3_stmt *statement = BIND(store, SQL_EDITS_BY, TEXT(author), TEXT(network));
	size_t count = 0;

	while (count < max && sqlite3_step(statement) == SQLITE_ROW)
		list[count++] = (struct own_edit){.number = sqlite3_column_int64(statement, 0),
			.id = store_text(arena, statement, 1)};
	store_finish(store, statement, SQLITE_DONE, NULL);
	return count;
}

bool store_changed_facts(struct store *store, const char *author, int64_t since, size_t max,
	store_changed_found *found, void *context, struct error *err)
{
	sqlite3_stmt *statement =
		BIND(store, SQL_CHANGED_FACTS, INTEGER(since), TEXT(author), INTEGER((int64_t)max));
	int status;

	while ((status = sqlite3_step(statement)) == SQLITE_ROW) {
		const struct changed_fact changed = {.number = sqlite3_column_int64(statement, 0),
			.at = sqlite3_column_int64(statement, 1),
			.id = store_column(statement, 2),
			.author = store_column(statement, 3),
			.reason = store_column(statement, 4),
			.action =
				(enum action)store_word(store_actions, store_column(statement, 5))};

		found(context, &changed);
	}
	return store_finish(store, statement, status, err);
}

bool store_statements(struct store *store, store_statement *each, void *context, struct error *err)
{
	sqlite3_stmt *statement = BIND(store, SQL_LOAD_FACTS, INTEGER(true));
	int status;

	while ((status = sqlite3_step(statement)) == SQLITE_ROW)
		each(context, sqlite3_column_int64(statement, 0), store_column(statement, 1),
			store_column(statement, 3));
	return store_finish(store, statement, status, err);
}

bool store_statements_between(struct store *store, int64_t after, int64_t before,
	store_statement *each, void *context, struct error *err)
{
	sqlite3_stmt *statement =
		BIND(store, SQL_STATEMENTS_BETWEEN, INTEGER(after), INTEGER(before));
	int status;

	while ((status = sqlite3_step(statement)) == SQLITE_ROW)
		each(context, sqlite3_column_int64(statement, 0), store_column(statement, 1),
			store_column(statement, 2));
	return store_finish(store, statement, status, err);
}

/* --- patterns that hit a limit ---------------------------------------------------------------- */

bool store_quarantine(struct store *store, const struct quarantined *pattern, struct error *err)
{
	return RUN(store, SQL_QUARANTINE, err, TEXT(pattern->id), TEXT(pattern->text),
		INTEGER(pattern->at), TEXT(pattern->author), TEXT(pattern->network));
}

bool store_release(struct store *store, const char *id, const char *text, struct error *err)
{
	return RUN(store, SQL_RELEASE, err, TEXT(id), TEXT(text));
}

bool store_quarantines(struct store *store, struct arena *arena, struct quarantined **list,
	size_t *count, struct error *err)
{
	enum { LISTED_MAX = 64 };
	sqlite3_stmt *statement = store_bind(store, SQL_QUARANTINES, NULL);
	int status = SQLITE_DONE;

	*count = 0;
	*list = arena_alloc(arena, LISTED_MAX * sizeof **list);
	while (*count < LISTED_MAX && (status = sqlite3_step(statement)) == SQLITE_ROW)
		(*list)[(*count)++] = (struct quarantined){
			.id = store_text(arena, statement, 0),
			.text = store_text(arena, statement, 1),
			.author = store_text(arena, statement, 2),
			.network = store_text(arena, statement, 3),
			.at = sqlite3_column_int64(statement, 4),
		};
	return store_finish(store, statement, status, err);
}

bool store_chatter(struct store *store, void (*each)(void *context, const char *line),
	void *context, struct error *err)
{
	sqlite3_stmt *statement = store_bind(store, SQL_CHATTER, NULL);
	int status;

	while ((status = sqlite3_step(statement)) == SQLITE_ROW)
		each(context, store_column(statement, 0));
	return store_finish(store, statement, status, err);
}
