#ifndef TONLE_WIRE_REPLAY_H
#define TONLE_WIRE_REPLAY_H

#include "wire/line.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Which lines are history played back, not said just now: those in a batch of type chathistory
 * or znc.in/playback (ircv3.net/specs/extensions/batch, /chathistory), nested ones included. Pure.
 */
enum { REPLAY_BATCHES = 16, REPLAY_REFERENCE = 64 };

struct replay {
	char open[REPLAY_BATCHES][REPLAY_REFERENCE]; /* references of open history batches */
	size_t count;
};

/* Takes BATCH lines in and says whether this line is history. Starts as {0}, one a connection.
 * More open history batches than REPLAY_BATCHES (no server does that) push out the oldest. */
bool replay_mark(struct replay *replay, const struct line *line);

#endif
