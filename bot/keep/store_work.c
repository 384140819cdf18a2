#include "keep/store_work.h"

#include "base/text.h"
#include "keep/store_inner.h"

#include <sqlite3.h>
#include <stdio.h>

const char *const store_work_states[] = {[WORK_OPEN] = "open",
	[WORK_APPROVED] = "approved",
	[WORK_REJECTED] = "rejected",
	[WORK_ANSWERED] = "answered",
	[WORK_DISMISSED] = "dismissed",
	NULL};

static enum work_state read_work_state(sqlite3_stmt *statement, int column)
{
	return (enum work_state)store_word(store_work_states, store_column(statement, column));
}

/* After a statement that changes at most one row: *done is whether it did. */
static bool changed(struct store *store, bool good, bool *done)
{
	*done = good && sqlite3_changes(store->db) > 0;
	return good;
}

/* --- suggestions ------------------------------------------------------------------------------ */

/* Adds the suggestion's new state to the chain, which never names who made it. */
static bool cover(struct store *store, int64_t number, const char *author, const char *reason,
	struct timestamp now, struct error *err)
{
	const struct change change = {.origin = ORIGIN_PERSON,
		.author = author,
		.network = "",
		.reason = reason,
		.when = now};

	return store_cover_suggestion(store, number, &change, err);
}

bool store_suggest(struct store *store, const struct suggestion *suggestion, struct timestamp now,
	int64_t *number, struct error *err)
{
	const struct someone *by = &suggestion->by;

	if (!store_begin(store, err))
		return false;
	bool good = RUN(store, SQL_ADD_SUGGESTION, err, INTEGER(now.unix), TEXT(by->network),
		TEXT(by->account), TEXT(by->nick), TEXT(by->host), TEXT(suggestion->fact),
		TEXT(suggestion->text));

	*number = sqlite3_last_insert_rowid(store->db);
	return store_end(
		store, good && cover(store, *number, "a suggester", "suggest", now, err), err);
}

static struct suggestion suggestion_of(struct arena *arena, sqlite3_stmt *statement)
{
	return (struct suggestion){
		.number = sqlite3_column_int64(statement, 0),
		.at = sqlite3_column_int64(statement, 1),
		.by = {.network = store_text(arena, statement, 2),
			.account = store_text(arena, statement, 3),
			.nick = store_text(arena, statement, 4),
			.host = store_text(arena, statement, 5)},
		.fact = store_text(arena, statement, 6),
		.text = store_text(arena, statement, 7),
		.amended = store_text(arena, statement, 8),
		.state = read_work_state(statement, 9),
		.decider = store_text(arena, statement, 10),
		.reason = store_text(arena, statement, 11),
	};
}

/* Reads the rows of a statement into list; *count is how many there were. */
static bool suggestions(struct store *store, sqlite3_stmt *statement, struct suggestion *list,
	size_t room, size_t *count, struct arena *arena, struct error *err)
{
	int status = SQLITE_DONE;

	for (*count = 0; *count < room && (status = sqlite3_step(statement)) == SQLITE_ROW;)
		list[(*count)++] = suggestion_of(arena, statement);
	return store_finish(store, statement, status, err);
}

bool store_suggestion(struct store *store, int64_t number, struct arena *arena,
	struct suggestion *suggestion, struct error *err)
{
	size_t count;

	*suggestion = (struct suggestion){0};
	return suggestions(store, BIND(store, SQL_SUGGESTION, INTEGER(number)), suggestion, 1,
		&count, arena, err);
}

bool store_suggestions(struct store *store, size_t skip, struct suggestion *list, size_t room,
	size_t *count, struct arena *arena, struct error *err)
{
	return suggestions(store,
		BIND(store, SQL_SUGGESTIONS, INTEGER((int64_t)skip), INTEGER((int64_t)room)), list,
		room, count, arena, err);
}

bool store_suggestion_counts(struct store *store, const struct someone *by, int64_t since,
	int64_t *open, int64_t *made, struct error *err)
{
	sqlite3_stmt *statement = BIND(store, SQL_COUNT_SUGGESTIONS, TEXT(by->network),
		TEXT(by->account), TEXT(by->nick), TEXT(by->host), INTEGER(since));
	int status = sqlite3_step(statement);

	*open = status == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
	*made = status == SQLITE_ROW ? sqlite3_column_int64(statement, 1) : 0;
	return store_finish(store, statement, status, err);
}

int64_t store_count_wrong(struct store *store, const char *fact)
{
	if (!store_has(store, STORE_SUGGESTIONS))
		return 0;
	return store_number(store, BIND(store, SQL_COUNT_WRONG, TEXT(fact)));
}

bool store_suggestion_amend(struct store *store, int64_t number, const char *text,
	const char *author, struct timestamp now, bool *done, struct error *err)
{
	if (!store_begin(store, err))
		return false;
	bool good = changed(
		store, RUN(store, SQL_AMEND_SUGGESTION, err, INTEGER(number), TEXT(text)), done);
	return store_end(store, good && cover(store, number, author, "amend", now, err), err);
}

bool store_suggestion_decide(struct store *store, int64_t number, enum work_state state,
	const char *decider, const char *reason, struct timestamp now, bool *done,
	struct error *err)
{
	if (!store_begin(store, err))
		return false;
	bool good = changed(store,
		RUN(store, SQL_DECIDE_SUGGESTION, err, INTEGER(number),
			TEXT(store_work_states[state]), TEXT(decider), TEXT(reason)),
		done);
	return store_end(store,
		good && cover(store, number, decider, store_work_states[state], now, err), err);
}

/* --- the backlog ------------------------------------------------------------------------------ */

bool store_count_asked_now(struct store *store, const struct store_asked_note *note,
	int64_t *number, bool *open, struct error *err)
{
	sqlite3_stmt *statement = BIND(store, SQL_NOTE_ASKED, TEXT(note->gist), TEXT(note->text),
		INTEGER(note->at), TEXT(note->picked), INTEGER(note->other));
	int status = sqlite3_step(statement);

	*number = status == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
	*open = status == SQLITE_ROW && sqlite3_column_int(statement, 1);
	if (status == SQLITE_ROW) /* RETURNING: the change is complete after the last step */
		status = sqlite3_step(statement);
	return store_finish(store, statement, status, err);
}

bool store_prune_asked(struct store *store, int limit, int *deleted, struct error *err)
{
	bool good = RUN(store, SQL_PRUNE_ASKED, err, INTEGER(ASKED_MAX), INTEGER(limit));

	*deleted = good ? sqlite3_changes(store->db) : 0;
	return good;
}

static struct unanswered unanswered_of(struct arena *arena, sqlite3_stmt *statement)
{
	return (struct unanswered){
		.number = sqlite3_column_int64(statement, 0),
		.text = store_text(arena, statement, 1),
		.times = sqlite3_column_int64(statement, 2),
		.first = sqlite3_column_int64(statement, 3),
		.last = sqlite3_column_int64(statement, 4),
		.state = read_work_state(statement, 5),
		.outcome = store_text(arena, statement, 6),
		.waiting = sqlite3_column_int64(statement, 7),
		.picked = store_text(arena, statement, 8),
		.people = sqlite3_column_int64(statement, 9),
	};
}

static bool read_unanswered(struct store *store, sqlite3_stmt *statement, struct unanswered *list,
	size_t room, size_t *count, struct arena *arena, struct error *err)
{
	int status = SQLITE_DONE;

	for (*count = 0; *count < room && (status = sqlite3_step(statement)) == SQLITE_ROW;)
		list[(*count)++] = unanswered_of(arena, statement);
	return store_finish(store, statement, status, err);
}

bool store_asked(struct store *store, int64_t number, struct arena *arena,
	struct unanswered *question, struct error *err)
{
	size_t count;

	*question = (struct unanswered){0};
	return read_unanswered(
		store, BIND(store, SQL_ASKED, INTEGER(number)), question, 1, &count, arena, err);
}

bool store_next_asked(struct store *store, int64_t after, struct arena *arena,
	struct unanswered *question, struct error *err)
{
	size_t count;

	*question = (struct unanswered){0};
	return read_unanswered(store, BIND(store, SQL_NEXT_ASKED, INTEGER(after)), question, 1,
		&count, arena, err);
}

bool store_asked_list(struct store *store, size_t skip, struct unanswered *list, size_t room,
	size_t *count, struct arena *arena, struct error *err)
{
	return read_unanswered(store,
		BIND(store, SQL_ASKED_LIST, INTEGER((int64_t)skip), INTEGER((int64_t)room)), list,
		room, count, arena, err);
}

int64_t store_asked_with(struct store *store, const char *text)
{
	return store_number(store, BIND(store, SQL_ASKED_WORDS, TEXT(text)));
}

int64_t store_asked_count(struct store *store)
{
	return store_number(store, store_bind(store, SQL_COUNT_ASKED, NULL));
}

int64_t store_asked_since(struct store *store)
{
	return store_number(store, store_bind(store, SQL_ASKED_SINCE, NULL));
}

bool store_subscribe(struct store *store, int64_t asked, const struct someone *who,
	const char *channel, struct error *err)
{
	return RUN(store, SQL_ADD_WAITING, err, INTEGER(asked), TEXT(who->network),
		TEXT(who->account), TEXT(who->nick), TEXT(who->host), TEXT(channel));
}

bool store_resolve(struct store *store, int64_t number, enum work_state state, const char *outcome,
	const char *message, struct timestamp now, bool *done, struct error *err)
{
	*done = false;
	if (!store_begin(store, err))
		return false;
	bool good = changed(store,
		RUN(store, SQL_RESOLVE_ASKED, err, INTEGER(number), TEXT(store_work_states[state]),
			TEXT(outcome)),
		done);
	if (*done)
		good = RUN(store, SQL_MOVE_WAITING, err, INTEGER(number), INTEGER(now.unix),
			       TEXT(message)) &&
		       RUN(store, SQL_DROP_WAITING, err, INTEGER(number));
	return store_end(store, good, err);
}

bool store_dismiss(struct store *store, int64_t first, int64_t last, const char *reason,
	struct timestamp now, int64_t *count, int64_t *several, struct error *err)
{
	char tail[256];

	*count = *several = 0;
	snprintf(tail, sizeof tail, "%s%.200s", *reason ? ": " : ".", reason);
	text_drop_broken(tail);
	if (!store_begin(store, err))
		return false;
	bool good = RUN(store, SQL_DISMISS_TELL, err, INTEGER(first), INTEGER(last),
			    INTEGER(now.unix), TEXT(tail)) &&
		    RUN(store, SQL_DISMISS_WAITING, err, INTEGER(first), INTEGER(last)) &&
		    RUN(store, SQL_DISMISS_ASKED, err, INTEGER(first), INTEGER(last), TEXT(reason));

	*count = good ? sqlite3_changes(store->db) : 0;
	if (good)
		*several = store_number(
			store, BIND(store, SQL_COUNT_SEVERAL, INTEGER(first), INTEGER(last)));
	return store_end(store, good, err);
}
