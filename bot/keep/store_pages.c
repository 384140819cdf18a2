#include "keep/store_pages.h"

#include "keep/store_inner.h"

#include <sqlite3.h>

/* The first Monday of 1970 was 5 January. */
enum { WEEK = 7 * 86400, MONDAY = 4 * 86400 };

bool store_weeks(struct store *store, int64_t since, struct store_week *weeks, size_t count,
	struct error *err)
{
	const int64_t monday = since - (since - MONDAY) % WEEK;

	store_flush_journal(store, NULL);
	sqlite3_stmt *statement = BIND(store, SQL_WEEKS, INTEGER(monday), INTEGER(WEEK),
		INTEGER(monday + (int64_t)count * WEEK));
	int status;

	for (size_t i = 0; i < count; i++)
		weeks[i] = (struct store_week){.from = monday + (int64_t)i * WEEK};
	while ((status = sqlite3_step(statement)) == SQLITE_ROW) {
		struct store_week *week = &weeks[sqlite3_column_int64(statement, 0)];

		week->answered = sqlite3_column_int(statement, 1);
		week->offered = sqlite3_column_int(statement, 2);
		week->unknown = sqlite3_column_int(statement, 3);
	}
	return store_finish(store, statement, status, err);
}
