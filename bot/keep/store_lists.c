#include "keep/store_lists.h"

#include "base/text.h"
#include "fact/check.h"
#include "keep/store_inner.h"

#include <sqlite3.h>
#include <time.h>

static const struct {
	const char *name;
	enum sql query; /* LIST_DUPLICATES has none */
} lists[LISTS] = {
	[LIST_MOST] = {"most", SQL_LIST_MOST},
	[LIST_NEVER] = {"never", SQL_LIST_NEVER},
	[LIST_STALE] = {"stale", SQL_LIST_STALE},
	[LIST_THIN] = {"thin", SQL_LIST_THIN},
	[LIST_DRAFTS] = {"drafts", SQL_LIST_DRAFTS},
	[LIST_UNLOCKED] = {"unlocked", SQL_LIST_UNLOCKED},
	[LIST_FORGOTTEN] = {"forgotten", SQL_LIST_FORGOTTEN},
	[LIST_HIDDEN] = {"hidden", SQL_LIST_HIDDEN},
	[LIST_WRONG] = {"wrong", SQL_LIST_WRONG},
	[LIST_THANKED] = {"thanked", SQL_LIST_THANKED},
	[LIST_DUPLICATES] = {"duplicates", SQL_TOTAL},
};

const char *store_list_name(enum store_list list)
{
	return lists[list].name;
}

enum store_list store_list_named(const char *name)
{
	int list = 0;

	while (list < LISTS && text_compare_ascii(lists[list].name, name) != 0)
		list++;
	return (enum store_list)list;
}

static bool from_query(struct store *store, enum sql query, const char *today, store_listed *each,
	void *context, struct error *err)
{
	store_flush_journal(store, NULL);
	sqlite3_stmt *statement = store_bind(store, query, NULL);
	int status;

	if (sqlite3_bind_parameter_count(statement) > 0)
		sqlite3_bind_text(statement, 1, today, -1, SQLITE_TRANSIENT);
	while ((status = sqlite3_step(statement)) == SQLITE_ROW)
		each(context, store_column(statement, 0), store_column(statement, 1));
	return store_finish(store, statement, status, err);
}

/* Lists pairs of near-duplicates by the ids of their facts. */
struct pairs {
	const struct factset *set;
	store_listed *each;
	void *context;
};

static void add_pair(void *context, size_t earlier, size_t later, double overlap)
{
	const struct pairs *pairs = context;

	(void)overlap;
	pairs->each(pairs->context, pairs->set->facts[later].id, pairs->set->facts[earlier].id);
}

static bool duplicates(struct store *store, store_listed *each, void *context, struct error *err)
{
	struct factset set = {0};
	const struct pairs pairs = {&set, each, context};

	/* loading sets the version for store_changed, which must stay that of the index */
	int64_t version = store->data_version;
	bool good = store_load_all(store, &set, err);

	store->data_version = version;
	if (good && store->view)
		scope_narrow(store->view, &set);
	if (good)
		check_near_duplicates(&set, add_pair, (void *)(uintptr_t)&pairs);
	factset_free(&set);
	return good;
}

bool store_list(struct store *store, enum store_list list, struct timestamp now, store_listed *each,
	void *context, struct error *err)
{
	time_t at = (time_t)now.unix;
	struct tm parts;
	char today[16] = "";

	if (list == LIST_DUPLICATES)
		return duplicates(store, each, context, err);
	if (gmtime_r(&at, &parts))
		strftime(today, sizeof today, "%Y-%m-%d", &parts);
	return from_query(store, lists[list].query, today, each, context, err);
}

bool store_review(
	struct store *store, const char *id, const char *day, bool *done, struct error *err)
{
	enum sql which = *day ? SQL_PUT_REVIEW : SQL_DROP_REVIEW;
	bool good = *day ? RUN(store, which, err, TEXT(id), TEXT(day))
			 : RUN(store, which, err, TEXT(id));

	*done = good && sqlite3_changes(store->db) > 0;
	return good;
}

int64_t store_answers(struct store *store, int64_t fact)
{
	store_flush_journal(store, NULL);
	return store_number(store, BIND(store, SQL_ANSWERS, INTEGER(fact)));
}

int64_t store_authors(struct store *store, int64_t fact)
{
	return store_number(store, BIND(store, SQL_AUTHORS, INTEGER(fact)));
}
