/* The journal, which nobody may have to wait for. */
#include "base/arena.h"
#include "keep/store_inner.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

enum { WAITING_MOST = 256 };

void store_set_patience(struct store *store, int ms)
{
	sqlite3_busy_timeout(store->db, ms);
}

static bool write_entry(struct store *store, const struct journal_entry *entry, struct error *err)
{
	return RUN(store, SQL_ADD_JOURNAL, err, INTEGER(entry->when.unix), TEXT(entry->network),
		TEXT(entry->channel), TEXT(entry->decision), TEXT(entry->by), INTEGER(entry->fact),
		REAL(entry->score), TEXT(entry->question));
}

static void free_entry(struct journal_entry *entry)
{
	free((void *)(uintptr_t)entry->network);
	free((void *)(uintptr_t)entry->channel);
	free((void *)(uintptr_t)entry->decision);
	free((void *)(uintptr_t)entry->by);
	free((void *)(uintptr_t)entry->question);
}

/* Takes the first `count` entries out. */
static void drop_entries(struct store *store, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free_entry(&store->waiting[i]);
	store->waiting_count -= count;
	memmove(store->waiting, store->waiting + count,
		store->waiting_count * sizeof *store->waiting);
}

void store_drop_waiting(struct store *store)
{
	if (store->waiting)
		drop_entries(store, store->waiting_count);
	free(store->waiting);
	store->waiting = NULL;
}

void store_flush_journal(struct store *store)
{
	size_t written = 0;

	while (written < store->waiting_count && write_entry(store, &store->waiting[written], NULL))
		written++;
	if (written > 0)
		drop_entries(store, written);
}

static void wait_for_lock(struct store *store, const struct journal_entry *entry)
{
	struct journal_entry kept = *entry;

	if (!store->waiting)
		store->waiting = must_alloc(WAITING_MOST * sizeof *store->waiting);
	if (store->waiting_count == WAITING_MOST)
		drop_entries(store, 1);
	kept.network = must_string(entry->network);
	kept.channel = must_string(entry->channel);
	kept.decision = must_string(entry->decision);
	kept.by = must_string(entry->by);
	kept.question = must_string(entry->question);
	store->waiting[store->waiting_count++] = kept;
}

bool store_journal(struct store *store, const struct journal_entry *entry, struct error *err)
{
	if (store->waiting_count == 0) {
		if (write_entry(store, entry, err))
			return true;
		if ((sqlite3_errcode(store->db) & 0xff) != SQLITE_BUSY)
			return false;
	}
	wait_for_lock(store, entry);
	return true;
}
