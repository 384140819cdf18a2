#ifndef TONLE_WIRE_REPLAY_H
#define TONLE_WIRE_REPLAY_H

#include "base/timestamp.h"
#include "wire/line.h"
#include "wire/server_clock.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Recognises history that a server plays back: lines in a batch of type chathistory or
 * znc.in/playback (ircv3.net/specs/extensions/batch, /chathistory), nested ones included, and
 * messages whose server-time is old. Soon after the welcome or after we joined a channel, history
 * is expected, and a message is old after REPLAY_OLD_S. At other times it is old after
 * SERVER_CLOCK_FAR_S, since the sender's server may be slow. Commands other than messages are never
 * old. Neither our clock nor the server's needs to be right (server_clock.h). Pure.
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
	int64_t history_until_ms; /* history is expected until then */
	uint64_t old;             /* messages with an old server-time, outside batches */
	int64_t age_s;            /* the age of the last one */
	bool doubtful;            /* the current line is old though no history was expected */
};

/* Takes every line; returns whether it is history. joins: the line is our JOIN. *replay starts as
 * {0}, one for each connection. Beyond REPLAY_BATCHES open batches, the oldest is forgotten. */
bool replay_mark(struct replay *replay, const struct line *line, bool joins, struct timestamp now);

#endif
