#include "keep/store.h"

#include "base/arena.h"
#include "keep/store_inner.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

static const char importer[] = "import";

struct importing {
	struct store *store;
	const struct change *change;
	struct revision_end end;
	bool over;
	struct import_counts *counts;
	struct fault *why;
};

/* What the database knows of a fact. */
struct known {
	int64_t number; /* 0: nothing */
	bool same;      /* its newest content is the file's */
	bool imported;  /* its newest revision is an import's */
};

static bool find_fact(
	struct importing *import, const char *id, const char *content, struct known *known)
{
	sqlite3_stmt *statement = BIND(import->store, SQL_FIND_FACT, TEXT(id));
	int status = sqlite3_step(statement);

	*known = (struct known){0};
	if (status == SQLITE_ROW) {
		known->number = sqlite3_column_int64(statement, 0);
		known->imported =
			strcmp((const char *)sqlite3_column_text(statement, 1), importer) == 0;
		known->same = strcmp((const char *)sqlite3_column_text(statement, 2), content) == 0;
	}
	bool good = status == SQLITE_ROW || status == SQLITE_DONE ||
		    store_fault(import->store, import->why);
	sqlite3_reset(statement);
	return good;
}

/* Every source that the fact cites is in the database: a foreign key's own message names none. */
static bool sources_known(struct importing *import, const struct fact *fact)
{
	for (size_t i = 0; i < fact->citation_count; i++) {
		const char *source = fact->citations[i].source;
		sqlite3_stmt *statement = BIND(import->store, SQL_HAS_SOURCE, TEXT(source));
		bool known = sqlite3_step(statement) == SQLITE_ROW &&
			     sqlite3_column_int(statement, 0) > 0;
		char where[512];

		sqlite3_reset(statement);
		if (!known)
			return fault_set(import->why,
				"%s: source: expected one that is in the files or in %s, found "
				"\"%s\"",
				fact_where(fact, where, sizeof where), import->store->path, source);
	}
	return true;
}

static bool import_fact(struct importing *import, const struct fact *fact, const char *content)
{
	struct known known;

	if (!find_fact(import, fact->id, content, &known))
		return false;
	if (known.number)
		import->counts->absent--;
	if (known.number && known.same) {
		import->counts->same++;
		return true;
	}
	if (known.number && !known.imported && !import->over) {
		import->counts->kept++;
		return true;
	}
	if (known.number)
		import->counts->changed++;
	else
		import->counts->added++;
	return sources_known(import, fact) &&
	       store_put_fact(import->store, fact, known.number, content, import->change,
		       &import->end, import->why);
}

static bool import_facts(struct importing *import, const struct factset *set)
{
	for (size_t i = 0; i < set->fact_count; i++) {
		char *content = fact_content(&set->facts[i]);
		bool good = import_fact(import, &set->facts[i], content);

		free(content);
		if (!good)
			return false;
	}
	return true;
}

static bool import_source(struct importing *import, const struct source *source)
{
	struct store *store = import->store;
	struct fault *why = import->why;

	if (!RUN(store, SQL_PUT_SOURCE, why, TEXT(source->id), TEXT(source->title),
		    TEXT(source->publisher), TEXT(source->author), TEXT(source->date),
		    TEXT(source->url), TEXT(source->licence), TEXT(source->brief)))
		return false;
	bool changed = sqlite3_changes(store->db) > 0;
	for (size_t i = 0; i < source->paragraph_count; i++) {
		const struct paragraph *paragraph = &source->paragraphs[i];

		if (!RUN(store, SQL_DROP_STALE_TEXT, why, TEXT(source->id),
			    INTEGER(paragraph->number), TEXT(paragraph->sha256)) ||
			!RUN(store, SQL_PUT_PARAGRAPH, why, TEXT(source->id),
				INTEGER(paragraph->number), TEXT(paragraph->sha256),
				TEXT(paragraph->kind), TEXT(paragraph->gist)))
			return false;
		changed |= sqlite3_changes(store->db) > 0;
	}
	import->counts->sources += changed;
	return true;
}

/* The alias's number and whether it stands there exactly so; number 0 if it is not known. */
static bool find_alias(
	struct importing *import, const struct alias *alias, int64_t *number, bool *same)
{
	sqlite3_stmt *statement = BIND(import->store, SQL_FIND_ALIAS,
		TEXT(store_alias_kinds[alias->kind]), TEXT(alias->id));
	int status = sqlite3_step(statement);

	*number = 0;
	*same = false;
	if (status == SQLITE_ROW) {
		const char *forms = (const char *)sqlite3_column_text(statement, 2);

		*number = sqlite3_column_int64(statement, 0);
		*same = forms &&
			strcmp((const char *)sqlite3_column_text(statement, 1), alias->sort) == 0;
		for (size_t i = 0; *same && i < alias->form_count; i++) {
			size_t length = strlen(alias->forms[i]);
			char after = i + 1 < alias->form_count ? '\n' : '\0';

			*same = strncmp(forms, alias->forms[i], length) == 0 &&
				forms[length] == after;
			forms += length + 1;
		}
	}
	bool good = status == SQLITE_ROW || status == SQLITE_DONE ||
		    store_fault(import->store, import->why);
	sqlite3_reset(statement);
	return good;
}

static bool import_alias(struct importing *import, const struct alias *alias)
{
	struct store *store = import->store;
	struct fault *why = import->why;
	int64_t number;
	bool same;

	if (!find_alias(import, alias, &number, &same))
		return false;
	if (same)
		return true;
	if (number == 0) {
		if (!RUN(store, SQL_ADD_ALIAS, why, TEXT(store_alias_kinds[alias->kind]),
			    TEXT(alias->id), TEXT(alias->sort)))
			return false;
		number = sqlite3_last_insert_rowid(store->db);
	} else if (!RUN(store, SQL_SORT_ALIAS, why, INTEGER(number), TEXT(alias->sort)) ||
		   !RUN(store, SQL_DROP_FORMS, why, INTEGER(number))) {
		return false;
	}
	for (size_t i = 0; i < alias->form_count; i++)
		if (!RUN(store, SQL_ADD_FORM, why, INTEGER(number), INTEGER((int64_t)i + 1),
			    TEXT(alias->forms[i])))
			return false;
	import->counts->aliases++;
	return true;
}

static bool import_all(struct importing *import, const struct factset *set)
{
	struct store_counts before;

	if (!store_last_revision(import->store, &import->end, import->why) ||
		!store_count(import->store, &before, import->why))
		return false;
	import->counts->absent = (size_t)(before.facts + before.drafts + before.forgotten);
	for (size_t i = 0; i < set->source_count; i++)
		if (!import_source(import, &set->sources[i]))
			return false;
	for (size_t i = 0; i < set->alias_count; i++)
		if (!import_alias(import, &set->aliases[i]))
			return false;
	return import_facts(import, set);
}

bool store_import(struct store *store, const struct factset *set, bool over, struct moment now,
	struct import_counts *counts, struct fault *why)
{
	const struct change change = {.author = importer, .network = "", .reason = "", .when = now};
	struct importing import = {
		.store = store, .change = &change, .over = over, .counts = counts, .why = why};

	*counts = (struct import_counts){0};
	return store_begin(store, why) && store_end(store, import_all(&import, set), why);
}
