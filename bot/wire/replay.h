#ifndef TONLE_WIRE_REPLAY_H
#define TONLE_WIRE_REPLAY_H

#include "base/timestamp.h"
#include "wire/line.h"
#include "wire/server_clock.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Recognises history played back: lines in a batch of type chathistory or znc.in/playback
 * (ircv3.net/specs/extensions/batch, /chathistory), nested ones included, and messages whose
 * server-time is old: by REPLAY_OLD_S where history may follow, after the welcome and after we
 * joined a channel, else by SERVER_CLOCK_FAR_S, since a person's own server may be slow. Other
 * commands count however late they come. Neither our clock nor the server's need be right
 * (server_clock.h). Pure.
 */
enum {
	REPLAY_BATCHES = 16,
	REPLAY_REFERENCE = 64,
	REPLAY_OLD_S = 30,
	REPLAY_AFTER_JOIN_MS = 15000
};

struct replay {
	char open[REPLAY_BATCHES][REPLAY_REFERENCE]; /* references of open history batches */
	size_t count;
	struct server_clock clock;
	int64_t history_until_ms; /* until when history may follow */
	uint64_t old;             /* messages that were old by their time, outside of batches */
	int64_t age_s;            /* the age of the last one */
	bool doubtful;            /* … which came when no history was expected */
};

/* Takes every line; returns whether it is history. joins: we join a channel by it. Starts as {0},
 * one for each connection. Beyond REPLAY_BATCHES open batches the oldest is forgotten. */
bool replay_mark(struct replay *replay, const struct line *line, bool joins, struct timestamp now);

#endif
