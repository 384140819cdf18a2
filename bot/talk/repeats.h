#ifndef TONLE_TALK_REPEATS_H
#define TONLE_TALK_REPEATS_H

#include "base/timestamp.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Ends a conversation with a bot that nothing marks as one: the same reply goes to the same person
 * at most REPEATS_MOST times, and again only after REPEATS_MS without it. Pure. Starts as {0}.
 */
enum { REPEATS_MOST = 3, REPEATS_MS = 10 * 60 * 1000, REPEATS_KEPT = 128 };

struct repeats {
	struct repeats_entry {
		uint32_t person, text; /* hashes */
		unsigned count;        /* 0 when free */
		int64_t ms;            /* when it was last said or suppressed */
	} list[REPEATS_KEPT];
};

/* Counts a reply. False if it must not be said. *first: it is the first one suppressed. */
bool repeats_may_say(struct repeats *repeats, const char *network, const char *person,
	const char *text, struct timestamp now, bool *first);

#endif
