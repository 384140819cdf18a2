#ifndef TONLE_WIRE_SERVER_CLOCK_H
#define TONLE_WIRE_SERVER_CLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * How the server's clock, as its server-time shows it, stands against our steady one (timestamp's
 * ms, which no correction of the wall clock moves). Learned from every line that carries a time: a
 * median, since servers hand on the time of the server where a line began, which may be off. Pure.
 * Starts as {0}; one for each connection.
 */
enum {
	SERVER_CLOCK_SAMPLES = 9,
	SERVER_CLOCK_FAR_S = 600, /* a line this far off is history, or the clock was set */
	SERVER_CLOCK_AGREEING = 5 /* so many lines in a row that agree mean that it was set, */
};

struct server_clock {
	bool known;
	int64_t ahead_s; /* the server's time less ours, in seconds */
	int64_t samples[SERVER_CLOCK_SAMPLES];
	size_t count, next;
	int64_t other_s, other_since_ms; /* what the last lines that were far off agree on */
	unsigned agreeing;
};

/* The server's own time, such as in its 001 or PONG: replaces what was learned. said: seconds since
 * 1970; now_ms: our steady clock. */
void server_clock_set(struct server_clock *clock, int64_t said, int64_t now_ms);

/*
 * The time of some line, which may be old. Learns from it if it is near what is known. If it is
 * far, and several lines in a row over some seconds agree with it, the clock was set, and is taken
 * anew. Returns the line's age in seconds after that; may be negative.
 */
int64_t server_clock_hear(struct server_clock *clock, int64_t said, int64_t now_ms);

/* The age of a line by what is known, without learning from it. */
int64_t server_clock_age(const struct server_clock *clock, int64_t said, int64_t now_ms);

#endif
