#ifndef TONLE_ASK_LISTING_H
#define TONLE_ASK_LISTING_H

#include "ask/reply.h"
#include "base/json.h"

#include <stddef.h>

/*
 * Lists of facts: date, a few words and the id of each, up to eight to a line. People can then ask
 * for `source <id>` and the like.
 */
enum { LISTING_PER_LINE = 8, LISTING_ENTRY = 200 };

/* "2004-10: Norodom Sihamoni succeeded his father (sihamoni-succession)". */
void listing_entry(const struct fact *fact, char out[LISTING_ENTRY]);

/* Adds the facts at those positions of the index, in that order. A line has as many facts as fit
 * into room bytes, at most LISTING_PER_LINE; the first line begins with the head, which may be "".
 * Returns the number of facts added: if it is less than count, the last line of the reply is still
 * free for the caller. left: how many facts there are after each line of the reply; may be NULL. */
size_t listing_add(const struct index *index, const char *head, const int *positions, size_t count,
	size_t room, size_t left[REPLY_LINES], struct reply *out);

/* Writes all these facts as a JSON array of {"id": …, "date": …, "says": …}; a fact without a date
 * has no "date". */
void listing_write(
	const struct index *index, const int *positions, size_t count, struct json *json);

#endif
