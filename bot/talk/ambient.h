#ifndef TONLE_TALK_AMBIENT_H
#define TONLE_TALK_AMBIENT_H

#include "base/timestamp.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Manners of ambient mode, where nobody has addressed us: not into talk that names somebody who is
 * there, not more than once a minute in a channel, not the same fact there twice within half an
 * hour. Short-lived and bounded: the oldest is forgotten first. Pure.
 */
enum {
	AMBIENT_SPOKEN = 64, /* answers */
	AMBIENT_CHANNEL_MS = 60 * 1000,
	AMBIENT_FACT_MS = 30 * 60 * 1000,
	AMBIENT_PLACE = 128,
	AMBIENT_NAME = 64
};

struct ambient {
	struct ambient_spoken {
		char place[AMBIENT_PLACE];
		char fact[AMBIENT_NAME];
		int64_t ms;
	} spoken[AMBIENT_SPOKEN];
};

/* Whether a line names somebody: one of its words is the nick of somebody who is_here. */
typedef bool ambient_is_here(void *context, const char *nick);
bool ambient_names_somebody(const char *line, ambient_is_here *is_here, void *context);

/* Whether the fact may be told there now; if so, it counts as told. */
bool ambient_may_tell(struct ambient *ambient, const char *network, const char *channel,
	const char *fact, struct timestamp now);

#endif
