#ifndef TONLE_BROWSE_FOUND_H
#define TONLE_BROWSE_FOUND_H

#include "browse/browse.h"

#include <stddef.h>

/* A list of facts to collect, sort and show. Start with {0}; found_list() frees it. */
struct found {
	struct found_row {
		int at;       /* position in the index */
		double order; /* least first */
	} * rows;
	size_t count, room;
	char link[BROWSE_LINK]; /* to a page that has all of them, or "" */
};

void found_add(struct found *found, int at, double order);

/* The key that sorts facts by date, undated ones last. */
double found_date_order(const struct profile *profile);

/* Whether nothing was found; `do --json` then gets an empty list. */
bool found_none(const struct bot *bot, const struct found *found);

/* The command that continues a list from the fact at that position. */
typedef const char *found_continue(void *context, int at);

/*
 * Lists the facts in order as an index, with the head before the first line, and frees the list.
 * `source` and the like refer to the first fact. If not all of them fit into the reply, its last
 * line says how to see the others: by `further`, which may be NULL. If they take more than one
 * line, the first ends with the link.
 */
enum manner found_list(struct bot *bot, const struct asker *asker, const char *head,
	struct found *found, found_continue *further, void *context, struct reply *out);

#endif
