#ifndef TONLE_WIRE_SERVER_CLOCK_H
#define TONLE_WIRE_SERVER_CLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The offset of the server's clock, as server-time tags show it, from our monotonic clock
 * (timestamp.ms). It is the median over the latest lines that carry a time, because the time is
 * that of the server where the line originated, whose clock may be off. Pure. Starts as {0}; one
 * for each connection.
 */
enum {
	SERVER_CLOCK_SAMPLES = 9,
	SERVER_CLOCK_FAR_S = 600, /* a line this far off is history, or the clock was set */
	SERVER_CLOCK_AGREEING = 5 /* so many lines in a row that agree mean that it was set */
};

struct server_clock {
	bool known;
	int64_t ahead_s; /* the server's time minus ours, in seconds */
	int64_t samples[SERVER_CLOCK_SAMPLES];
	size_t count, next;
	int64_t other_s, other_since_ms; /* what far-off lines agree on; since when */
	unsigned agreeing;
};

/* Takes the server's own time, for example from its 001 or PONG; replaces the learned offset. said:
 * seconds since 1970; now_ms: our monotonic clock. */
void server_clock_set(struct server_clock *clock, int64_t said, int64_t now_ms);

/*
 * Takes the time of any line, which may be old. Learns from it if it is near the known offset. If
 * it is far off but several lines in a row, over some seconds, agree with it, the server's clock
 * was set, and the new offset replaces the old one. Returns the line's age in seconds by the
 * resulting offset; it may be negative.
 */
int64_t server_clock_handle(struct server_clock *clock, int64_t said, int64_t now_ms);

/* The age of a line in seconds, without learning from it. */
int64_t server_clock_age(const struct server_clock *clock, int64_t said, int64_t now_ms);

#endif
