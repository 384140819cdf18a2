#ifndef TONLE_KEEP_STORE_PAGES_H
#define TONLE_KEEP_STORE_PAGES_H

#include "base/error.h"
#include "keep/store.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Data of the pages (page/) other than facts. */

/* The outcome of a week's questions. */
struct store_week {
	int64_t from; /* Monday 0:00 UTC, in seconds since 1970 */
	int answered, offered, unknown;
};

/* Fills `count` weeks, starting with the one that contains `since`. Weeks before the journal's
 * first entry are empty. */
bool store_weeks(struct store *store, int64_t since, struct store_week *weeks, size_t count,
	struct error *err);

#endif
