#ifndef TONLE_KEEP_STORE_PAGES_H
#define TONLE_KEEP_STORE_PAGES_H

#include "base/error.h"
#include "keep/store.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What the pages (page/) say besides the facts themselves. */

/* The newest revision of a served fact; strings are borrowed. */
struct store_recent {
	const char *id;
	int64_t at;
	bool added;       /* the fact is new */
	const char *hash; /* of the revision */
};

/* Calls each for the facts that changed last, the newest change first, at most `most` of them. */
bool store_recent(struct store *store, int most,
	void (*each)(void *context, const struct store_recent *recent), void *context,
	struct error *err);

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
