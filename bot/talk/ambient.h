#ifndef TONLE_TALK_AMBIENT_H
#define TONLE_TALK_AMBIENT_H

#include "base/timestamp.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Limits how often facts are told. In ambient mode, where nobody has addressed us, a line that
 * names a person present gets no answer, a channel gets at most one answer a minute, and the same
 * fact at most once in half an hour. Also serves a channel's `cooldown`. Kept in memory only; the
 * oldest entry is overwritten first. Pure.
 */
enum {
	AMBIENT_TOLD = 64, /* answers remembered */
	AMBIENT_CHANNEL_MS = 60 * 1000,
	AMBIENT_FACT_MS = 30 * 60 * 1000,
	AMBIENT_PLACE = 128,
	AMBIENT_NAME = 64 /* bytes of an id, or of the beginning of a line that has none */
};

struct ambient {
	struct ambient_told {
		char place[AMBIENT_PLACE];
		char fact[AMBIENT_NAME];
		int64_t ms;
	} told[AMBIENT_TOLD];
};

/* Whether one of the line's words is a nick for which is_here() is true. */
typedef bool ambient_is_here(void *context, const char *nick);
bool ambient_mentions_nick(const char *line, ambient_is_here *is_here, void *context);

/* Whether the fact was told in the channel in the last within_ms milliseconds; if not, notes it as
 * told now. */
bool ambient_was_told(struct ambient *ambient, const char *network, const char *channel,
	const char *fact, struct timestamp now, int64_t within_ms);

/* Whether the fact may be told in the channel now; if so, notes it as told. */
bool ambient_may_tell(struct ambient *ambient, const char *network, const char *channel,
	const char *fact, struct timestamp now);

#endif
