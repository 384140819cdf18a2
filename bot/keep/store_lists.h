#ifndef TONLE_KEEP_STORE_LISTS_H
#define TONLE_KEEP_STORE_LISTS_H

#include "base/error.h"
#include "base/timestamp.h"
#include "keep/store.h"

#include <stdbool.h>

/* Lists of facts that tell what there is to do, for `stats`. */
enum store_list {
	LIST_MOST,     /* asked most; the detail is how often */
	LIST_NEVER,    /* served, and never the answer to anything */
	LIST_STALE,    /* the day by which to look at it again has passed; the detail is that day */
	LIST_DRAFTS,   /* without a citation, and so not served */
	LIST_UNLOCKED, /* can be changed by any moderator */
	LIST_FORGOTTEN,
	LIST_DUPLICATES, /* says nearly what the fact of the detail says */
	LISTS
};

/* "most", "never" …; and the list of that name, LISTS if there is none. */
const char *store_list_name(enum store_list list);
enum store_list store_list_named(const char *name);

/* Gives each fact of the list; the strings are borrowed for the call. False with the reason. */
typedef void store_listed(void *context, const char *id, const char *detail);
bool store_list(struct store *store, enum store_list list, struct timestamp now, store_listed *each,
	void *context, struct error *err);

/* The day, YYYY-MM-DD, by which a fact is to be looked at again, "" for never; *done: there is such
 * a fact. */
bool store_review(
	struct store *store, const char *id, const char *day, bool *done, struct error *err);

#endif
