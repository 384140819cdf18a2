#ifndef TONLE_WIRE_REPLAY_H
#define TONLE_WIRE_REPLAY_H

#include "wire/line.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Recognises history played back: lines in a batch of type chathistory or znc.in/playback
 * (ircv3.net/specs/extensions/batch, /chathistory), nested ones included, and messages whose
 * server-time is more than REPLAY_OLD_S ago. Other commands count however late they come. The
 * server's clock may be wrong: its 001 and PONG, which are always new, show by how much. Pure.
 */
enum { REPLAY_BATCHES = 16, REPLAY_REFERENCE = 64, REPLAY_OLD_S = 30 };

struct replay {
	char open[REPLAY_BATCHES][REPLAY_REFERENCE]; /* references of open history batches */
	size_t count;
	int64_t ahead; /* seconds by which the server's clock is ahead */
};

/* Takes every line; returns whether it is history, received at now_unix (Unix time). Starts as {0},
 * one for each connection. Beyond REPLAY_BATCHES open batches the oldest is forgotten. */
bool replay_mark(struct replay *replay, const struct line *line, int64_t now_unix);

#endif
