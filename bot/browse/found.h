#ifndef TONLE_BROWSE_FOUND_H
#define TONLE_BROWSE_FOUND_H

#include "browse/browse.h"

#include <stddef.h>

/* A list of facts that is collected, sorted and shown. Start with {0}; found_list or found_none
 * frees it. */
struct found {
	struct found_row {
		int at;       /* position in the index */
		double order; /* least first */
	} * rows;
	size_t count, room;
	char link[BROWSE_LINK]; /* to a page that has all of them, or "" */
};

void found_add(struct found *found, int at, double order);

/* Sorts facts by date, those without one last. */
double found_date_order(const struct fact *fact);

/* Whether nothing was found; `do --json` then gets an empty list. */
bool found_none(const struct bot *bot, const struct found *found);

/* How a list goes on from the fact at that position. */
typedef const char *found_go_on(void *context, int at);

/*
 * Lists the facts in order as an index, the first line after the head, and frees the list. The
 * first of them is what `source` and the like refer to. If they do not fit, the last line says how
 * to go on from the first that is left (further may be NULL). If they do not fit the first line,
 * the link stands there.
 */
enum manner found_list(struct bot *bot, const struct asker *asker, const char *head,
	struct found *found, found_go_on *further, void *context, struct reply *out);

#endif
