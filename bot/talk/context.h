#ifndef TONLE_TALK_CONTEXT_H
#define TONLE_TALK_CONTEXT_H

#include "ask/reply.h"
#include "base/timestamp.h"
#include "talk/followup.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The last exchange with each person in each place, for `more`, `why`, `source` and picking from an
 * offer. Kept for ten minutes, at most 64; the oldest is overwritten first.
 */
enum { CONTEXT_ENTRIES = 64, CONTEXT_MS = 10 * 60 * 1000, CONTEXT_KEY = 160, CONTEXT_ID = 64 };

struct exchange {
	char key[CONTEXT_KEY];        /* network, place and person; "" when free */
	char place[CONTEXT_KEY];      /* network and place */
	int64_t ms;                   /* when */
	char fact[CONTEXT_ID];        /* the answer's, or "" */
	char question[FOLLOWUP_TEXT]; /* the last one, folded, completed if a follow-up */
	char subjects[FOLLOWUP_TEXT]; /* names of the questions before (reference.h) */
	char unclear[FOLLOWUP_TEXT];  /* a question to which we asked whom it means, or "" */
	int64_t unclear_ms;           /* when */
	bool overview;                /* it introduced a name (overview.h) or told several facts */
	char offers[3][CONTEXT_ID];   /* offered last, "" where there are fewer (offers.h) */
	char list[REPLY_LINE];        /* the line that offered them */
	char original[FOLLOWUP_TEXT]; /* the question as asked, until an offer is picked */
	struct reply rest;            /* for `more`; rest.next is its next line */
	size_t next;
	char told[REPLY_LINE]; /* the line that answered last, */
	int64_t told_ms;       /* and when; 0: none did */
	bool private;          /* it was sent to the person alone, and the rest will be */
	struct reply why;
	int64_t asked; /* number of the unanswered question in the backlog, or 0 */
	int64_t draft; /* number of the draft that `next` showed, or 0 */
};

struct memory {
	struct exchange entries[CONTEXT_ENTRIES];
	/* Of each entry, since these are large and a look at all of them is slow. */
	struct {
		uint32_t hash; /* of its key; 0 when free */
		int64_t ms;
	} heads[CONTEXT_ENTRIES];
};

/* Makes the exchange about that fact although there was no question. alone: follow-ups refer to it,
 * too; otherwise they still refer to the previous question. */
void context_show(struct exchange *it, const struct profile *profile, bool alone);

/* Forgets every exchange about the fact, so that `more`, `source` and follow-ups do not find it. */
void context_forget(struct memory *memory, const char *fact);

/* Returns a blank entry for that person and place, replacing the old one. */
struct exchange *context_new(struct memory *memory, const char *network, const char *place,
	const char *nick, struct timestamp now);

/* For a new connection: counts everything as not told. */
void context_forget_told(struct memory *memory);

/* The last exchange with that person in that place, or the last one with everybody there (nick "":
 * a quiz) if that is later. If there is neither, the last one with anybody there. NULL if there was
 * none in the last ten minutes. */
struct exchange *context_find(struct memory *memory, const char *network, const char *place,
	const char *nick, struct timestamp now);

/* As context_find, for that person only. */
struct exchange *context_own(struct memory *memory, const char *network, const char *place,
	const char *nick, struct timestamp now);

#endif
