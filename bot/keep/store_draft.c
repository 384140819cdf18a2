#include "keep/store_document.h"

#include "keep/store_inner.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const store_draft_states[] = {[DRAFT_OPEN] = "open",
	[DRAFT_APPROVED] = "approved",
	[DRAFT_REJECTED] = "rejected",
	[DRAFT_GONE] = "gone",
	NULL};

static struct draft draft_of(struct arena *arena, sqlite3_stmt *statement)
{
	return (struct draft){
		.number = sqlite3_column_int64(statement, 0),
		.source = store_text(arena, statement, 1),
		.paragraph = sqlite3_column_int(statement, 2),
		.place = sqlite3_column_int(statement, 3),
		.sentence = store_text(arena, statement, 4),
		.says = store_text(arena, statement, 5),
		.quote = store_text(arena, statement, 6),
		.locator = store_text(arena, statement, 7),
		.when = store_text(arena, statement, 8),
		.heading = store_text(arena, statement, 9),
		.names = store_text(arena, statement, 10),
		.topic = store_text(arena, statement, 11),
		.questions = store_text(arena, statement, 12),
		.back_reference = store_text(arena, statement, 13),
		.state = (enum draft_state)store_word(
			store_draft_states, store_column(statement, 14)),
		.fact = store_text(arena, statement, 15),
		.decider = store_text(arena, statement, 16),
		.reason = store_text(arena, statement, 17),
	};
}

bool store_draft(struct store *store, int64_t number, struct arena *arena, struct draft *draft,
	struct error *err)
{
	sqlite3_stmt *statement = BIND(store, SQL_DRAFT, INTEGER(number));
	int status = sqlite3_step(statement);

	*draft = (struct draft){0};
	if (status == SQLITE_ROW)
		*draft = draft_of(arena, statement);
	return store_finish(store, statement, status, err);
}

bool store_next_draft(struct store *store, int64_t after, struct arena *arena, struct draft *draft,
	struct error *err)
{
	sqlite3_stmt *statement = BIND(store, SQL_NEXT_DRAFT, INTEGER(after));
	int status = sqlite3_step(statement);

	*draft = (struct draft){0};
	if (status == SQLITE_ROW)
		*draft = draft_of(arena, statement);
	return store_finish(store, statement, status, err);
}

bool store_drafts(struct store *store, const char *source, int paragraph, size_t skip,
	struct draft *list, size_t room, size_t *count, int64_t *total, struct arena *arena,
	struct error *err)
{
	sqlite3_stmt *statement = BIND(store, SQL_DRAFTS, TEXT(source), INTEGER(paragraph),
		INTEGER((int64_t)skip), INTEGER((int64_t)room));
	int status = SQLITE_DONE;

	for (*count = 0; *count < room && (status = sqlite3_step(statement)) == SQLITE_ROW;)
		list[(*count)++] = draft_of(arena, statement);
	if (!store_finish(store, statement, status, err))
		return false;
	statement = BIND(store, SQL_COUNT_DRAFTS, TEXT(source), INTEGER(paragraph));
	*total = store_number(store, statement);
	return true;
}

/* Changes one row, and notes for other readers that the quotable sentences have changed. */
static bool change_one(struct store *store, enum sql which, const struct bound *values, bool *done,
	struct error *err)
{
	bool good = store_begin(store, err) && store_run(store, which, values, err);

	*done = good && sqlite3_changes(store->db) > 0;
	return store_end(store, good && store_run(store, SQL_NEW_DRAFTS, NULL, err), err);
}

bool store_decide_draft(struct store *store, int64_t number, enum draft_state state,
	const char *fact, const char *decider, const char *reason, bool *done, struct error *err)
{
	return change_one(store, SQL_DECIDE_DRAFT,
		VALUES(INTEGER(number), TEXT(store_draft_states[state]), TEXT(fact), TEXT(decider),
			TEXT(reason)),
		done, err);
}

bool store_amend_draft(
	struct store *store, const struct draft *draft, bool *done, struct error *err)
{
	return change_one(store, SQL_AMEND_DRAFT,
		VALUES(INTEGER(draft->number), TEXT(draft->says), TEXT(draft->questions),
			TEXT(draft->when), TEXT(draft->topic)),
		done, err);
}

/* Reads a quotable sentence. All its strings are in the arena, even empty ones, since the index may
 * be saved (base/region.h). */
static struct fact quotable_of(struct arena *arena, sqlite3_stmt *statement)
{
	struct citation *citation = arena_alloc(arena, sizeof *citation);
	const char *nothing = arena_string(arena, "");
	char id[32];

	*citation = (struct citation){
		.source = store_text(arena, statement, 1),
		.paragraph = sqlite3_column_int(statement, 2),
		.quote = store_text(arena, statement, 3),
		.locator = store_text(arena, statement, 4),
		.supports = nothing,
	};
	snprintf(id, sizeof id, "draft-%lld", (long long)sqlite3_column_int64(statement, 0));
	return (struct fact){
		.number = sqlite3_column_int64(statement, 0),
		.id = arena_string(arena, id),
		.says = store_text(arena, statement, 5),
		.topic = store_text(arena, statement, 6),
		.brief = nothing,
		.about = nothing,
		.when = store_text(arena, statement, 7),
		.heading = store_text(arena, statement, 8),
		.citations = citation,
		.citation_count = 1,
		.file = nothing,
	};
}

bool store_load_quotable(struct store *store, struct factset *set, struct error *err)
{
	sqlite3_stmt *statement = store_bind(store, SQL_QUOTABLE, NULL);
	struct fact *list = NULL;
	size_t room = 0;
	int status;

	*set = (struct factset){0};
	while ((status = sqlite3_step(statement)) == SQLITE_ROW) {
		GROW(list, set->fact_count, room);
		list[set->fact_count++] = quotable_of(&set->arena, statement);
	}
	struct fact *facts = arena_alloc(&set->arena, set->fact_count * sizeof *facts + 1);
	if (set->fact_count)
		memcpy(facts, list, set->fact_count * sizeof *facts);
	set->facts = facts;
	free(list);
	bool good = store_finish(store, statement, status, err);
	if (!good)
		factset_free(set);
	return good;
}
