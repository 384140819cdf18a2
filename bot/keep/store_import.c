#include "keep/store.h"

#include "base/arena.h"
#include "fact/factfile.h"
#include "fact/sourcetext.h"
#include "keep/store_inner.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct importing {
	struct store *store;
	struct change change;
	struct revision_end end;
	bool over;
	struct import_counts *counts;
	struct unsearched {
		const struct fact *fact;
		int64_t number;
	} * unsearched; /* written, but for their search rows */
	size_t unsearched_count, unsearched_room;
	struct error *err;
};

/* The fact in the database. */
struct known {
	int64_t number; /* 0: there is none */
	bool same;      /* its content is the file's */
	bool imported;  /* its newest revision is an import's */
	bool locked, forgotten;
	const char *content; /* in the arena, if one is given */
};

static bool find_fact(struct importing *import, const char *id, const char *content,
	struct arena *arena, struct known *known)
{
	sqlite3_stmt *statement = BIND(import->store, SQL_FIND_FACT, TEXT(id));
	int status = sqlite3_step(statement);

	*known = (struct known){0};
	if (status == SQLITE_ROW) {
		known->number = sqlite3_column_int64(statement, 0);
		known->imported = sqlite3_column_int(statement, 1);
		known->same = strcmp(store_column(statement, 2), content) == 0;
		known->locked = sqlite3_column_int(statement, 3);
		known->forgotten = sqlite3_column_int(statement, 4);
		known->content = arena ? store_text(arena, statement, 2) : "";
	}
	return store_finish(import->store, statement, status, import->err);
}

static bool sources_known(struct importing *import, const struct fact *fact)
{
	const char *unknown = store_unknown_source(import->store, fact);
	char where[512];

	return !unknown ||
	       error_set(import->err,
		       "%s: source: expected one that is in the files or in %s, found \"%s\"",
		       fact_where(fact, where, sizeof where), import->store->path, unknown);
}

/* Whether a fact of the database may be replaced. */
static bool is_ours(const struct importing *import, const struct known *known)
{
	return !known->locked && (known->imported || import->over);
}

/* Finds the fact that the file's fact replaces: the one with its id, else one with a former id of
 * it, unless that one is forgotten. */
static bool find_replaced(
	struct importing *import, const struct fact *fact, const char *content, struct known *known)
{
	if (!find_fact(import, fact->id, content, NULL, known))
		return false;
	for (size_t i = 0; known->number == 0 && i < fact->former_count; i++) {
		if (!find_fact(import, fact->formerly[i], content, NULL, known))
			return false;
		if (known->forgotten)
			*known = (struct known){0};
	}
	return true;
}

/* Notes facts of the database that the file has merged into another: they do not count as
 * absent. */
static bool note_merged(struct importing *import, const struct fact *fact, int64_t number)
{
	struct known known;

	for (size_t i = 0; i < fact->former_count; i++) {
		if (!find_fact(import, fact->formerly[i], "", NULL, &known))
			return false;
		import->counts->absent -= known.number != 0 && known.number != number;
	}
	return true;
}

/* Forgets the facts of the database that the file has merged into this one, whose number is given;
 * keeps those that people have changed. */
static bool forget_merged(struct importing *import, const struct fact *fact, int64_t number)
{
	struct arena arena = {0};
	bool good = true;

	import->change.action = ACTION_MERGE;
	for (size_t i = 0; good && i < fact->former_count; i++) {
		struct known known;
		struct fact merged;

		good = find_fact(import, fact->formerly[i], "", &arena, &known);
		if (!good || known.number == 0 || known.number == number || known.forgotten)
			continue;
		if (!is_ours(import, &known)) {
			import->counts->kept++;
			continue;
		}
		good = factfile_read_content(
			fact->formerly[i], known.content, &arena, &merged, import->err);
		merged.forgotten = true;
		char *content = good ? fact_content(&merged) : NULL;
		good = good && store_put_fact(import->store, &merged, known.number, content,
				       &import->change, &import->end, import->err);
		free(content);
		import->counts->changed++;
	}
	arena_free(&arena);
	return good;
}

/* lasts: the fact is there until the end of the import. */
static bool import_content(
	struct importing *import, const struct fact *fact, const char *content, bool lasts)
{
	struct known known;

	if (!find_replaced(import, fact, content, &known) ||
		!note_merged(import, fact, known.number))
		return false;
	if (known.number)
		import->counts->absent--;
	if (known.number && known.same) {
		import->counts->same++;
		return true;
	}
	if (known.number && !is_ours(import, &known)) {
		import->counts->kept++;
		return true;
	}
	if (known.number)
		import->counts->changed++;
	else
		import->counts->added++;
	if (!forget_merged(import, fact, known.number))
		return false;
	import->change.action = known.number ? ACTION_EDIT : ACTION_ADD;
	if (!sources_known(import, fact) ||
		!store_put_unsearched(import->store, fact, &known.number, content, &import->change,
			&import->end, import->err))
		return false;
	if (!lasts)
		return store_put_search(import->store, fact, known.number, import->err);
	GROW(import->unsearched, import->unsearched_count, import->unsearched_room);
	import->unsearched[import->unsearched_count++] = (struct unsearched){fact, known.number};
	return true;
}

static bool import_whole(struct importing *import, const struct fact *fact, bool lasts)
{
	char *content = fact_content(fact);
	bool good = import_content(import, fact, content, lasts);

	free(content);
	return good;
}

/* Imports a fact. What the file leaves out stays as it is in the database. */
static bool import_fact(struct importing *import, const struct fact *fact)
{
	struct error *err = import->err;
	struct arena arena = {0};
	struct edition newest;
	struct fact whole = *fact, known;
	bool good = true;

	if (!fact->absent)
		return import_whole(import, fact, true);
	good = store_fact(import->store, fact->id, &arena, &known, &newest, err);
	if (good && newest.ordinal > 0)
		fact_fill(&whole, &arena, &known);
	good = good && import_whole(import, &whole, false);
	arena_free(&arena);
	return good;
}

static bool import_facts(struct importing *import, const struct factset *set)
{
	bool good = true;

	for (size_t i = 0; good && i < set->fact_count; i++)
		good = import_fact(import, &set->facts[i]);
	for (size_t i = 0; good && i < import->unsearched_count; i++)
		good = store_put_search(import->store, import->unsearched[i].fact,
			import->unsearched[i].number, import->err);
	free(import->unsearched);
	return good;
}

/* Whether people have edited the alias or source since it was imported. */
static bool is_edited(struct importing *import, const char *kind, const char *id)
{
	char name[512];

	snprintf(name, sizeof name, "%s %s", kind, id);
	return !import->over && !store_is_imported(import->store, name);
}

static bool import_source(struct importing *import, const struct source *source)
{
	struct store *store = import->store;
	struct error *err = import->err;
	bool changed = false;

	if (is_edited(import, "source", source->id)) {
		import->counts->edited++;
	} else {
		if (!store_put_source(store, source, err))
			return false;
		changed = sqlite3_changes(store->db) > 0;
	}
	for (size_t i = 0; i < source->paragraph_count; i++) {
		const struct paragraph *paragraph = &source->paragraphs[i];

		if (!RUN(store, SQL_DROP_STALE_TEXT, err, TEXT(source->id),
			    INTEGER(paragraph->number), TEXT(paragraph->sha256)) ||
			!RUN(store, SQL_PUT_PARAGRAPH, err, TEXT(source->id),
				INTEGER(paragraph->number), TEXT(paragraph->sha256),
				TEXT(paragraph->kind), TEXT(paragraph->gist)))
			return false;
		changed |= sqlite3_changes(store->db) > 0;
		if (*paragraph->text && !RUN(store, SQL_PUT_PARAGRAPH_TEXT, err, TEXT(source->id),
						INTEGER(paragraph->number), TEXT(paragraph->text)))
			return false;
		changed |= *paragraph->text && sqlite3_changes(store->db) > 0;
	}
	import->counts->sources += changed;
	return !changed || store_cover_source(store, source->id, &import->change, false, err);
}

static bool import_alias(struct importing *import, const struct alias *alias)
{
	bool changed;

	if (is_edited(import, store_alias_kinds[alias->kind], alias->id)) {
		import->counts->edited++;
		return true;
	}
	if (!store_put_alias(import->store, alias, &changed, import->err))
		return false;
	import->counts->aliases += changed;
	return !changed ||
	       store_cover_alias(import->store, alias, &import->change, false, import->err);
}

static bool import_subject(struct importing *import, const struct subject *subject)
{
	if (!subject->name || !*subject->name)
		return true;
	char *home = must_join(subject->home, subject->home_count, "\n");
	char *samples = must_join(subject->samples, subject->sample_count, "\n");
	bool good = RUN(import->store, SQL_PUT_SUBJECT, import->err, TEXT(subject->name),
			    TEXT(subject->greeting), TEXT(home), TEXT(samples)) &&
		    store_cover(import->store, store_bind(import->store, SQL_SERVED_SUBJECT, NULL),
			    "subject", &import->change, false, import->err);

	free(home);
	free(samples);
	return good;
}

static bool import_all(struct importing *import, const struct factset *set)
{
	struct store_counts before;

	if (!store_count(import->store, &before, import->err))
		return false;
	import->counts->absent = (size_t)(before.facts + before.drafts + before.forgotten);
	if (!import_subject(import, &set->subject))
		return false;
	for (size_t i = 0; i < set->source_count; i++)
		if (!import_source(import, &set->sources[i]))
			return false;
	for (size_t i = 0; i < set->alias_count; i++)
		if (!import_alias(import, &set->aliases[i]))
			return false;
	if (!store_last_revision(import->store, &import->end, import->err))
		return false;
	return import_facts(import, set);
}

bool store_import(struct store *store, const struct factset *set, bool over, struct timestamp now,
	struct import_counts *counts, struct error *err)
{
	struct importing import = {.store = store,
		.change = {.origin = ORIGIN_IMPORT,
			.author = "import",
			.network = "",
			.reason = "",
			.when = now},
		.over = over,
		.counts = counts,
		.err = err};

	*counts = (struct import_counts){0};
	bool good = store_begin(store, err) && store_end(store, import_all(&import, set), err);

	if (good)
		store_merge_search(store, NULL); /* which is not needed for finding anything */
	return good;
}

/* --- a copy of a source's text ---------------------------------------------------------------- */

/* Compares each paragraph of the register with the copy; *count is the number of them. */
static bool check_paragraphs(struct store *store, const char *source, const struct sourcetext *text,
	size_t *count, struct error *err)
{
	sqlite3_stmt *statement = BIND(store, SQL_PARAGRAPH, TEXT(source), INTEGER(0));
	struct arena arena = {0};
	bool good = true;
	int status = SQLITE_DONE;

	*count = 0;
	while (good && (status = sqlite3_step(statement)) == SQLITE_ROW) {
		struct paragraph paragraph;

		store_paragraph_row(&arena, statement, &paragraph);
		++*count;
		good = sourcetext_agrees(text, &paragraph, err);
	}
	arena_free(&arena);
	return store_finish(store, statement, status, good ? err : NULL) && good;
}

static bool put_paragraph_texts(
	struct store *store, const char *source, const struct sourcetext *text, struct error *err)
{
	size_t count;

	if (!check_paragraphs(store, source, text, &count, err))
		return false;
	if (count == 0)
		return error_set(err, "%s: the source \"%s\" has no register of paragraphs",
			store->path, source);
	if (count != text->count)
		return error_set(err, "%s: expected %zu paragraphs, found %zu", text->path, count,
			text->count);
	for (size_t i = 0; i < count; i++)
		if (!RUN(store, SQL_PUT_PARAGRAPH_TEXT, err, TEXT(source), INTEGER((int64_t)i + 1),
			    TEXT(text->paragraphs[i])))
			return false;
	return true;
}

bool store_source_text(struct store *store, const char *source, const char *path, struct error *err)
{
	struct sourcetext text;

	if (!sourcetext_read(path, &text, err))
		return false;
	bool good = store_begin(store, err) &&
		    store_end(store, put_paragraph_texts(store, source, &text, err), err);
	sourcetext_free(&text);
	return good;
}
