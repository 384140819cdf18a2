/* The journal and the counts of questions. Writing them must never delay an answer. */
#include "base/arena.h"
#include "keep/db.h"
#include "keep/store_inner.h"
#include "keep/store_work.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

enum { WAITING_MOST = 1024, BATCH = 64 };

/* Something not written yet: a journal entry, or a question that was asked. */
struct store_waiting {
	bool asked;
	struct journal_entry entry;
	struct store_asked_note note;
};

void store_set_patience(struct store *store, int ms)
{
	store->patience_ms = ms;
	sqlite3_busy_timeout(store->db, ms);
}

bool store_is_locked(struct store *store)
{
	sqlite3_stmt *begin = store_bind(store, SQL_BEGIN_WRITE, NULL);

	sqlite3_busy_timeout(store->db, 0);
	bool locked = (sqlite3_step(begin) & 0xff) == SQLITE_BUSY;
	sqlite3_reset(begin);
	if (!sqlite3_get_autocommit(store->db))
		store_run(store, SQL_ROLLBACK, NULL, NULL);
	sqlite3_busy_timeout(store->db, store->patience_ms);
	return locked;
}

static bool write_entry(struct store *store, const struct journal_entry *entry, struct error *err)
{
	return RUN(store, SQL_ADD_JOURNAL, err, INTEGER(entry->when.unix), TEXT(entry->network),
		TEXT(entry->channel), TEXT(entry->decision), TEXT(entry->by), INTEGER(entry->fact),
		REAL(entry->score), TEXT(entry->question));
}

static void free_waiting(struct store_waiting *it)
{
	const char *const texts[] = {it->entry.network, it->entry.channel, it->entry.decision,
		it->entry.by, it->entry.question, it->note.gist, it->note.text, it->note.picked};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		free((void *)(uintptr_t)texts[i]);
}

/* Removes the first `count` entries. */
static void drop_first(struct store *store, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free_waiting(&store->waiting[i]);
	store->waiting_count -= count;
	memmove(store->waiting, store->waiting + count,
		store->waiting_count * sizeof *store->waiting);
}

void store_drop_waiting(struct store *store)
{
	if (store->waiting)
		drop_first(store, store->waiting_count);
	free(store->waiting);
	store->waiting = NULL;
}

static bool write_waiting(struct store *store, const struct store_waiting *it, struct error *err)
{
	int64_t number;
	bool open;

	if (!it->asked)
		return write_entry(store, &it->entry, err);
	return store_count_asked_now(store, &it->note, &number, &open, err);
}

static bool is_busy(const struct store *store)
{
	return (sqlite3_errcode(store->db) & 0xff) == SQLITE_BUSY;
}

bool store_flush_journal(struct store *store, struct error *err)
{
	store_end_reading(store);
	if (store->waiting_count == 0 || !sqlite3_get_autocommit(store->db))
		return true;
	bool good = store_run(store, SQL_BEGIN_WRITE, NULL, err);
	for (size_t i = 0; good && i < store->waiting_count; i++)
		good = write_waiting(store, &store->waiting[i], err);
	good = good && store_run(store, SQL_COMMIT, NULL, err);
	bool busy = !good && is_busy(store);
	if (!sqlite3_get_autocommit(store->db))
		store_run(store, SQL_ROLLBACK, NULL, NULL);
	if (!busy)
		drop_first(store, store->waiting_count);
	return good || busy;
}

/* Adds an entry for the caller to fill in. */
static struct store_waiting *add_waiting(struct store *store)
{
	if (!store->waiting)
		store->waiting = must_alloc(WAITING_MOST * sizeof *store->waiting);
	if (store->waiting_count == WAITING_MOST)
		drop_first(store, 1);
	struct store_waiting *it = &store->waiting[store->waiting_count++];

	*it = (struct store_waiting){0};
	return it;
}

bool store_journal(struct store *store, const struct journal_entry *entry, struct error *err)
{
	struct store_waiting *it = add_waiting(store);

	it->entry = *entry;
	it->entry.network = must_string(entry->network);
	it->entry.channel = must_string(entry->channel);
	it->entry.decision = must_string(entry->decision);
	it->entry.by = must_string(entry->by);
	it->entry.question = must_string(entry->question);
	return store->waiting_count % BATCH != 0 || store_flush_journal(store, err);
}

bool store_note_asked(struct store *store, const char *gist, const char *text, const char *picked,
	bool other, struct timestamp now, int64_t *number, bool *open, struct error *err)
{
	const struct store_asked_note note = {gist, text, picked, other, now.unix};

	*number = 0;
	*open = false;
	if (!store_flush_journal(store, err))
		return false;
	if (store->waiting_count == 0) {
		if (store_count_asked_now(store, &note, number, open, err))
			return true;
		if (!is_busy(store))
			return false;
	}
	struct store_waiting *it = add_waiting(store);

	it->asked = true;
	it->note = note;
	it->note.gist = must_string(gist);
	it->note.text = must_string(text);
	it->note.picked = must_string(picked);
	return true;
}

int64_t store_journal_last(struct store *store)
{
	store_flush_journal(store, NULL);
	return store_number(store, store_bind(store, SQL_JOURNAL_LAST, NULL));
}

bool store_journal_since(struct store *store, const char *network, const char *channel,
	int64_t number, int64_t at, store_journal_entry *each, void *context, struct error *err)
{
	store_flush_journal(store, NULL);
	sqlite3_stmt *statement = BIND(store, SQL_JOURNAL_SINCE, TEXT(network), TEXT(channel),
		INTEGER(number), INTEGER(at));
	int status;

	while ((status = sqlite3_step(statement)) == SQLITE_ROW)
		each(context, store_column(statement, 0), sqlite3_column_int64(statement, 1),
			store_column(statement, 2));
	return store_finish(store, statement, status, err);
}
