#ifndef TONLE_KEEP_STORE_PAGES_H
#define TONLE_KEEP_STORE_PAGES_H

#include "base/error.h"
#include "keep/store.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What the pages (page/) say besides the facts themselves. */

/* What came of the questions of a week. */
struct store_week {
	int64_t from; /* Monday 0:00 UTC, in seconds since 1970 */
	int answered, offered, unknown;
};

/* Fills `count` weeks, from the one that `since` is in. Nothing is known of weeks that the journal
 * does not go back to. */
bool store_weeks(struct store *store, int64_t since, struct store_week *weeks, size_t count,
	struct error *err);

#endif
