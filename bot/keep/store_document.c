#include "keep/store_document.h"

#include "base/map.h"
#include "base/watch.h"
#include "keep/store_inner.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The state of storing a document, in one transaction. */
struct putting {
	struct store *store;
	const struct store_document *document;
	const struct change *change;
	struct arena *arena;
	struct store_document_report *report;
	struct paragraph *old; /* of the previous version, by number */
	size_t old_count, room;
	struct map places; /* SHA-256 -> number of the new paragraph */
	struct error *err;
};

static const char *source_id(const struct putting *it)
{
	return it->document->source->id;
}

/* --- paragraphs ------------------------------------------------------------------------------- */

static bool read_old(struct putting *it)
{
	sqlite3_stmt *statement = BIND(it->store, SQL_PARAGRAPH, TEXT(source_id(it)), INTEGER(0));
	int status;

	while ((status = sqlite3_step(statement)) == SQLITE_ROW) {
		GROW(it->old, it->old_count, it->room);
		store_paragraph_row(it->arena, statement, &it->old[it->old_count++]);
	}
	it->report->known = it->old_count > 0;
	return store_finish(it->store, statement, status, it->err);
}

static const struct paragraph *old_paragraph(const struct putting *it, int number)
{
	for (size_t i = 0; i < it->old_count; i++)
		if (it->old[i].number == number)
			return &it->old[i];
	return NULL;
}

/* Whether another source has most of these paragraphs already; then the error names it. */
static bool is_new_text(struct putting *it)
{
	const struct source *source = it->document->source;
	size_t shared = 0, texts = 0;
	char other[80] = "";

	for (size_t i = 0; i < source->paragraph_count; i++) {
		const struct paragraph *paragraph = &source->paragraphs[i];

		if (strcmp(paragraph->kind, "fact") != 0)
			continue;
		sqlite3_stmt *statement =
			BIND(it->store, SQL_SAME_TEXT, TEXT(paragraph->sha256), TEXT(source->id));
		int status = sqlite3_step(statement);

		texts++;
		if (status == SQLITE_ROW) {
			shared++;
			snprintf(other, sizeof other, "%s", store_column(statement, 0));
		}
		if (!store_finish(it->store, statement, status, it->err))
			return false;
	}
	return shared * 5 < texts * 4 || texts == 0 ||
	       error_set(it->err,
		       "%s: has the same text as the source %s (%zu of %zu paragraphs); to add a "
		       "new version of it: --id %s",
		       it->document->file, other, shared, texts, other);
}

/* Compares the new paragraphs with the old ones. */
static void match_paragraphs(struct putting *it)
{
	const struct source *source = it->document->source;
	struct store_document_report *report = it->report;
	struct map before = {0};

	for (size_t i = 0; i < it->old_count; i++)
		if (map_get(&before, it->old[i].sha256) < 0)
			map_put(&before, it->old[i].sha256, it->old[i].number);
	for (size_t i = 0; i < source->paragraph_count; i++) {
		const struct paragraph *paragraph = &source->paragraphs[i];
		const struct paragraph *same = old_paragraph(it, paragraph->number);
		int there = map_get(&before, paragraph->sha256);

		if (map_get(&it->places, paragraph->sha256) < 0)
			map_put(&it->places, paragraph->sha256, paragraph->number);
		if (same && strcmp(same->sha256, paragraph->sha256) == 0)
			report->same++;
		else if (there >= 0)
			report->moved++;
		else
			report->fresh++;
	}
	for (size_t i = 0; i < it->old_count; i++)
		report->gone += map_get(&it->places, it->old[i].sha256) < 0;
	map_free(&before);
}

static bool put_paragraphs(struct putting *it)
{
	const struct source *source = it->document->source;
	struct store *store = it->store;

	if (!RUN(store, SQL_DROP_TEXTS, it->err, TEXT(source->id)) ||
		!RUN(store, SQL_DROP_PARAGRAPHS, it->err, TEXT(source->id)))
		return false;
	for (size_t i = 0; i < source->paragraph_count; i++) {
		const struct paragraph *paragraph = &source->paragraphs[i];

		if (!RUN(store, SQL_PUT_PARAGRAPH, it->err, TEXT(source->id),
			    INTEGER(paragraph->number), TEXT(paragraph->sha256),
			    TEXT(paragraph->kind), TEXT(paragraph->gist)) ||
			!RUN(store, SQL_PUT_PARAGRAPH_TEXT, it->err, TEXT(source->id),
				INTEGER(paragraph->number), TEXT(paragraph->text)))
			return false;
	}
	return true;
}

/* --- facts that cite it ----------------------------------------------------------------------- */

static void complain_of(struct putting *it, const char *id, const char *text)
{
	struct store_document_report *report = it->report;
	size_t size = strlen(id) + strlen(text) + 3;
	const char **list = arena_alloc(it->arena, (report->broken_count + 1) * sizeof *list);
	char *line = arena_alloc(it->arena, size);

	snprintf(line, size, "%s: %s", id, text);
	if (report->broken_count)
		memcpy(list, report->broken, report->broken_count * sizeof *list);
	list[report->broken_count++] = line;
	report->broken = list;
}

/* The number of the paragraph that has the cited words now; 0 if there is none. */
static int place_now(const struct putting *it, const struct citation *citation)
{
	const struct source *source = it->document->source;
	const struct paragraph *old = old_paragraph(it, citation->paragraph);
	int place = old ? map_get(&it->places, old->sha256) : -1, found = 0;

	if (place > 0) {
		const struct paragraph *same = source_paragraph(source, citation->paragraph);

		/* a citation of a paragraph that occurs twice stays */
		return same && strcmp(same->sha256, old->sha256) == 0 ? citation->paragraph : place;
	}
	for (size_t i = 0; *citation->quote && i < source->paragraph_count; i++) {
		if (!strstr(source->paragraphs[i].text, citation->quote))
			continue;
		if (source->paragraphs[i].number == citation->paragraph)
			return citation->paragraph;
		if (found)
			return 0;
		found = source->paragraphs[i].number;
	}
	return found;
}

/* Updates the fact's citations to the paragraphs that have their words now. */
static bool move_fact(struct putting *it, const char *id, struct revision_end *end)
{
	struct edition newest;
	struct fact fact;
	bool changed = false;

	if (!store_fact(it->store, id, it->arena, &fact, &newest, it->err))
		return false;
	struct citation *list = arena_alloc(it->arena, fact.citation_count * sizeof *list + 1);
	for (size_t i = 0; i < fact.citation_count; i++) {
		list[i] = fact.citations[i];
		if (strcmp(list[i].source, source_id(it)) != 0 || list[i].paragraph == 0)
			continue;
		int place = place_now(it, &list[i]);
		char text[400];

		if (place == 0)
			snprintf(text, sizeof text, "what it cites is gone: ¶%d%s%.200s%s",
				list[i].paragraph, *list[i].quote ? " \"" : "", list[i].quote,
				*list[i].quote ? "\"" : "");
		else if (place != list[i].paragraph && fact.locked)
			snprintf(text, sizeof text, "is locked and cites ¶%d, which is ¶%d now",
				list[i].paragraph, place);
		if (place == 0 || (place != list[i].paragraph && fact.locked))
			complain_of(it, id, text);
		else if (place != list[i].paragraph)
			changed = true;
		if (place > 0 && !fact.locked)
			list[i].paragraph = place;
	}
	if (!changed)
		return true;
	fact.citations = list;
	it->report->facts_moved++;
	char *content = fact_content(&fact);
	bool good =
		store_put_fact(it->store, &fact, fact.number, content, it->change, end, it->err);

	free(content);
	return good;
}

static bool move_facts(struct putting *it)
{
	sqlite3_stmt *statement = BIND(it->store, SQL_CITING_FACTS, TEXT(source_id(it)));
	const char **ids = NULL;
	size_t count = 0, room = 0;
	struct revision_end end;
	int status;

	while ((status = sqlite3_step(statement)) == SQLITE_ROW) {
		GROW(ids, count, room);
		ids[count++] = store_text(it->arena, statement, 0);
	}
	bool good = store_finish(it->store, statement, status, it->err) &&
		    store_last_revision(it->store, &end, it->err);
	for (size_t i = 0; good && i < count; i++)
		good = move_fact(it, ids[i], &end);
	free(ids);
	return good;
}

/* --- drafts ----------------------------------------------------------------------------------- */

static bool insert_draft(struct putting *it, const struct draft *draft)
{
	it->report->drafts_added++;
	return RUN(it->store, SQL_ADD_DRAFT, it->err, TEXT(source_id(it)),
		INTEGER(draft->paragraph), INTEGER(draft->place), TEXT(draft->sentence),
		TEXT(draft->says), TEXT(draft->quote), TEXT(draft->locator), TEXT(draft->when),
		TEXT(draft->heading), TEXT(draft->names), TEXT(draft->topic),
		TEXT(draft->questions), TEXT(draft->back_reference));
}

/* The drafts that were stored before. */
struct stored {
	int64_t *numbers;
	const char **sentences;
	bool *open, *met;
	size_t count, rooms[4];
	struct map places;
};

static bool read_stored_passage(struct putting *it, struct stored *stored)
{
	sqlite3_stmt *statement = BIND(it->store, SQL_SOURCE_DRAFTS, TEXT(source_id(it)));
	int status;

	while ((status = sqlite3_step(statement)) == SQLITE_ROW) {
		size_t at = stored->count;

		GROW(stored->numbers, at, stored->rooms[0]);
		GROW(stored->sentences, at, stored->rooms[1]);
		GROW(stored->open, at, stored->rooms[2]);
		GROW(stored->met, at, stored->rooms[3]);
		stored->numbers[at] = sqlite3_column_int64(statement, 0);
		stored->sentences[at] = store_text(it->arena, statement, 1);
		stored->open[at] = strcmp(store_column(statement, 2), "open") == 0;
		stored->met[at] = false;
		if (map_get(&stored->places, stored->sentences[at]) < 0)
			map_put(&stored->places, stored->sentences[at], (int)at);
		stored->count++;
	}
	return store_finish(it->store, statement, status, it->err);
}

static bool put_drafts(struct putting *it)
{
	const struct store_document *document = it->document;
	struct stored stored = {0};
	bool good = read_stored_passage(it, &stored);

	for (size_t i = 0; good && i < document->draft_count; i++) {
		const struct draft *draft = &document->drafts[i];

		if (!watch_step(i, document->draft_count)) {
			good = error_set(
				it->err, "%s: interrupted; nothing was stored", document->file);
			break;
		}
		int at = map_get(&stored.places, draft->sentence);

		if (at >= 0 && !stored.met[at]) {
			stored.met[at] = true;
			it->report->drafts_kept++;
			good = RUN(it->store, SQL_MOVE_DRAFT, it->err, INTEGER(stored.numbers[at]),
				INTEGER(draft->paragraph), INTEGER(draft->place),
				TEXT(draft->locator));
		} else if (at < 0) {
			good = insert_draft(it, draft);
		}
	}
	for (size_t i = 0; good && i < stored.count; i++)
		if (!stored.met[i] && stored.open[i]) {
			it->report->drafts_gone++;
			good = RUN(it->store, SQL_LOSE_DRAFT, it->err, INTEGER(stored.numbers[i]));
		}
	map_free(&stored.places);
	free(stored.numbers);
	free(stored.sentences);
	free(stored.open);
	free(stored.met);
	return good;
}

/* --- all of it -------------------------------------------------------------------------------- */

static bool put_document(struct putting *it)
{
	const struct store_document *document = it->document;
	struct store *store = it->store;

	if (!read_old(it) || !is_new_text(it))
		return false;
	match_paragraphs(it);
	return store_put_source(store, document->source, it->err) && put_paragraphs(it) &&
	       move_facts(it) &&
	       RUN(store, SQL_PUT_DOCUMENT, it->err, TEXT(source_id(it)), TEXT(document->file),
		       INTEGER(it->change->when.unix), INTEGER(document->quoted)) &&
	       put_drafts(it) &&
	       store_cover_source(store, source_id(it), it->change, false, it->err) &&
	       store_run(store, SQL_NEW_DRAFTS, NULL, it->err);
}

bool store_put_document(struct store *store, const struct store_document *document,
	const struct change *change, bool commit, struct arena *arena,
	struct store_document_report *report, struct error *err)
{
	struct putting it = {.store = store,
		.document = document,
		.change = change,
		.arena = arena,
		.report = report,
		.err = err};

	*report = (struct store_document_report){0};
	if (!store_begin(store, err))
		return false;
	bool good = put_document(&it);
	bool ended = store_end(store, good && commit, good && !commit ? NULL : err);

	map_free(&it.places);
	free(it.old);
	return good && (ended || !commit);
}

bool store_quote_document(struct store *store, const char *source, bool quoted,
	const struct change *change, bool *done, struct error *err)
{
	bool good = store_begin(store, err) &&
		    RUN(store, SQL_QUOTE_DOCUMENT, err, TEXT(source), INTEGER(quoted));

	*done = good && sqlite3_changes(store->db) > 0;
	good = good && (!*done || store_cover_source(store, source, change, false, err));
	return store_end(store, good && store_run(store, SQL_NEW_DRAFTS, NULL, err), err);
}
