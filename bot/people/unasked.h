#ifndef TONLE_PEOPLE_UNASKED_H
#define TONLE_PEOPLE_UNASKED_H

#include "base/moment.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Manners of ambient mode, where nobody has addressed us: not into talk that names somebody who is
 * there, not more than once a minute in a channel, not the same fact there twice within half an
 * hour. Short-lived and bounded: the oldest is forgotten first. Pure.
 */
enum {
	UNASKED_SPOKEN = 64, /* answers */
	UNASKED_CHANNEL_MS = 60 * 1000,
	UNASKED_FACT_MS = 30 * 60 * 1000,
	UNASKED_PLACE = 128,
	UNASKED_NAME = 64
};

struct unasked {
	struct unasked_spoken {
		char place[UNASKED_PLACE];
		char fact[UNASKED_NAME];
		int64_t ms;
	} spoken[UNASKED_SPOKEN];
};

/* Whether a line names somebody: one of its words is the nick of somebody who is_here. */
typedef bool unasked_is_here(void *context, const char *nick);
bool unasked_names_somebody(const char *line, unasked_is_here *is_here, void *context);

/* Whether the fact may be told there now; if so, it counts as told. */
bool unasked_may_tell(struct unasked *unasked, const char *network, const char *channel,
	const char *fact, struct moment now);

#endif
