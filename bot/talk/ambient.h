#ifndef TONLE_TALK_AMBIENT_H
#define TONLE_TALK_AMBIENT_H

#include "base/timestamp.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Restraint in telling facts. In ambient mode, where nobody has addressed us: no answer to a line
 * that names somebody present, at most one a minute in a channel, the same fact there at most once
 * in half an hour; and what a channel's `cooldown` asks for. Kept in memory only; the oldest entry
 * is overwritten first. Pure.
 */
enum {
	AMBIENT_TOLD = 64, /* answers remembered */
	AMBIENT_CHANNEL_MS = 60 * 1000,
	AMBIENT_FACT_MS = 30 * 60 * 1000,
	AMBIENT_PLACE = 128,
	AMBIENT_NAME = 64 /* of an id, or of the beginning of a line, which counts for it */
};

struct ambient {
	struct ambient_told {
		char place[AMBIENT_PLACE];
		char fact[AMBIENT_NAME];
		int64_t ms;
	} told[AMBIENT_TOLD];
};

/* Whether one of the line's words is the nick of somebody who is_here. */
typedef bool ambient_is_here(void *context, const char *nick);
bool ambient_names_somebody(const char *line, ambient_is_here *is_here, void *context);

/* Whether the fact was told there within so many milliseconds; if not, counts it as told now. */
bool ambient_was_told(struct ambient *ambient, const char *network, const char *channel,
	const char *fact, struct timestamp now, int64_t within_ms);

/* Whether the fact may be told there now; if so, counts it as told. */
bool ambient_may_tell(struct ambient *ambient, const char *network, const char *channel,
	const char *fact, struct timestamp now);

#endif
