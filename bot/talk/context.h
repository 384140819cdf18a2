#ifndef TONLE_TALK_CONTEXT_H
#define TONLE_TALK_CONTEXT_H

#include "ask/reply.h"
#include "base/timestamp.h"
#include "talk/followup.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * What was said last to whom and where, for `more`, `why`, `source` and the number of an offer.
 * Short-lived and bounded: 64 people in 64 places, ten minutes; the oldest goes first.
 */
enum { CONTEXT_ENTRIES = 64, CONTEXT_MS = 10 * 60 * 1000, CONTEXT_KEY = 160, CONTEXT_ID = 64 };

struct exchange {
	char key[CONTEXT_KEY];        /* network, place and person; "" when free */
	char place[CONTEXT_KEY];      /* network and place */
	int64_t ms;                   /* when */
	char fact[CONTEXT_ID];        /* answered with, or "" */
	char question[FOLLOWUP_TEXT]; /* that it answered, folded and in full; for follow-ups */
	char offers[3]
		   [CONTEXT_ID]; /* offered last, "" where there are fewer: offers.h reads picks */
	char list[REPLY_LINE];   /* the line that offered them */
	struct reply rest;       /* for `more`; next is the line to go on with */
	size_t next;
	struct reply why;
	int64_t asked; /* number of the question that was noted as not known, or 0 */
};

struct memory {
	struct exchange entries[CONTEXT_ENTRIES];
};

/* Forgets what was there for that person and place and gives a blank entry to fill in. */
struct exchange *context_new(struct memory *memory, const char *network, const char *place,
	const char *nick, struct timestamp now);

/* What that person was told last in that place; failing that, what anybody was told there last;
 * NULL if nothing within ten minutes. */
struct exchange *context_find(struct memory *memory, const char *network, const char *place,
	const char *nick, struct timestamp now);

/* As context_find, that person only. */
struct exchange *context_own(struct memory *memory, const char *network, const char *place,
	const char *nick, struct timestamp now);

#endif
