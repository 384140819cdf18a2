#ifndef TONLE_PEOPLE_MEMORY_H
#define TONLE_PEOPLE_MEMORY_H

#include "ask/followup.h"
#include "ask/reply.h"
#include "base/moment.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * What was said last to whom and where, for `more`, `why`, `source` and the number of an offer.
 * Short-lived and bounded: 64 people in 64 places, ten minutes; the oldest goes first.
 */
enum { MEMORY_ENTRIES = 64, MEMORY_MS = 10 * 60 * 1000, MEMORY_KEY = 160, MEMORY_ID = 64 };

struct recollection {
	char key[MEMORY_KEY];      /* network, place and person; "" when free */
	char place[MEMORY_KEY];    /* network and place */
	int64_t ms;                /* when */
	char fact[MEMORY_ID];      /* answered with, or "" */
	char question[FOLLOWUP_TEXT]; /* that it answered, folded and in full; for follow-ups */
	char offers[3][MEMORY_ID]; /* offered: say 1, 2 or 3 */
	struct reply rest;         /* for `more`; next is the line to go on with */
	size_t next;
	struct reply why;
	int64_t asked; /* number of the question that was noted as not known, or 0 */
};

struct memory {
	struct recollection entries[MEMORY_ENTRIES];
};

/* Forgets what was there for that person and place and gives a blank entry to fill in. */
struct recollection *memory_new(struct memory *memory, const char *network, const char *place,
	const char *nick, struct moment now);

/* What that person was told last in that place; failing that, what anybody was told there last;
 * NULL if nothing within ten minutes. */
struct recollection *memory_find(struct memory *memory, const char *network, const char *place,
	const char *nick, struct moment now);

/* As memory_find, that person only. */
struct recollection *memory_own(struct memory *memory, const char *network, const char *place,
	const char *nick, struct moment now);

#endif
