#ifndef TONLE_WIRE_REPLAY_H
#define TONLE_WIRE_REPLAY_H

#include "wire/line.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Which lines are history played back, not said just now: those in a batch of type chathistory
 * or znc.in/playback (ircv3.net/specs/extensions/batch, /chathistory), nested ones included, and
 * messages whose server-time lies REPLAY_OLD_S behind. What changes who and where we are counts
 * however late it comes. The server's clock may be wrong: its 001 and its answers to PING, which
 * are surely new, tell by how much. Pure.
 */
enum { REPLAY_BATCHES = 16, REPLAY_REFERENCE = 64, REPLAY_OLD_S = 30 };

struct replay {
	char open[REPLAY_BATCHES][REPLAY_REFERENCE]; /* references of open history batches */
	size_t count;
	int64_t ahead; /* seconds that the server's clock is before ours */
};

/* Takes BATCH lines in and says whether this line is history, heard at now_unix (Unix time).
 * Starts as {0}, one a connection. More open history batches than REPLAY_BATCHES (no server does
 * that) push out the oldest. */
bool replay_mark(struct replay *replay, const struct line *line, int64_t now_unix);

#endif
