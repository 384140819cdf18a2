#ifndef TONLE_KEEP_STORE_LISTS_H
#define TONLE_KEEP_STORE_LISTS_H

#include "base/error.h"
#include "base/timestamp.h"
#include "keep/store.h"

#include <stdbool.h>

/* Lists of facts to work on, for `stats`. */
enum store_list {
	LIST_MOST,       /* asked most; the detail is the count */
	LIST_NEVER,      /* served, but never an answer */
	LIST_STALE,      /* due for review; the detail is the due date */
	LIST_THIN,       /* served, with fewer than three questions; the detail is how many */
	LIST_DRAFTS,     /* without a citation, so not served */
	LIST_UNLOCKED,   /* not locked */
	LIST_FORGOTTEN,  /* but not hidden */
	LIST_HIDDEN,     /* for owners */
	LIST_WRONG,      /* reported wrong and not decided; the detail is by how many people */
	LIST_THANKED,    /* thanked for; the detail is the count */
	LIST_DUPLICATES, /* near-duplicates of the fact in the detail */
	LISTS
};

/* The list's name ("most", "never" …), and the list with that name; LISTS if there is none. */
const char *store_list_name(enum store_list list);
enum store_list store_list_named(const char *name);

/* Calls each for every fact of the list; the strings are borrowed. False with the reason. */
typedef void store_listed(void *context, const char *id, const char *detail);
bool store_list(struct store *store, enum store_list list, struct timestamp now, store_listed *each,
	void *context, struct error *err);

/* Sets the day of a fact's next review: YYYY-MM-DD, or "" for never. *done is whether there is such
 * a fact. */
bool store_review(
	struct store *store, const char *id, const char *day, bool *done, struct error *err);

/* How many journal entries have the fact as the answer. */
int64_t store_answers(struct store *store, int64_t fact);

/* How many people have changed the fact. */
int64_t store_authors(struct store *store, int64_t fact);

#endif
