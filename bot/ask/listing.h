#ifndef TONLE_ASK_LISTING_H
#define TONLE_ASK_LISTING_H

#include "ask/reply.h"
#include "base/json.h"

#include <stddef.h>

/*
 * Lists of facts are indexes: date, a few words and the id of each, eight to a line. `source <id>`
 * and the like then take the id.
 */
enum { LISTING_PER_LINE = 8, LISTING_ENTRY = 200 };

/* "2004-10: Norodom Sihamoni succeeded his father (sihamoni-succession)". */
void listing_entry(const struct fact *fact, char out[LISTING_ENTRY]);

/* Adds the facts at those positions of the index in their order, as many to a line as fit into room
 * bytes, LISTING_PER_LINE at most; the first line after the head, which may be "". Gives the number
 * of facts that are in the reply: if less than count, its last line is left for the caller. */
size_t listing_add(const struct index *index, const char *head, const int *positions, size_t count,
	size_t room, struct reply *out);

/* Writes the same facts, all of them, as an array of {"id": …, "date": …, "says": …}; a fact
 * without a date has no such key. */
void listing_write(
	const struct index *index, const int *positions, size_t count, struct json *json);

#endif
