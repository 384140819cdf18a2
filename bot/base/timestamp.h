#ifndef TONLE_BASE_TIMESTAMP_H
#define TONLE_BASE_TIMESTAMP_H

#include <stdint.h>

/*
 * The time, as both clocks tell it. Passed down from main or loop, the only ones to read the
 * clocks, so that every other function can be tested with a scripted clock.
 */
struct timestamp {
	int64_t ms;   /* CLOCK_MONOTONIC in milliseconds: for waiting, pacing and time-outs */
	int64_t unix; /* CLOCK_REALTIME in seconds: for what is written down */
};

/* The shorter of two waits in milliseconds; -1 means never. */
static inline int64_t timestamp_sooner(int64_t a, int64_t b)
{
	return a < 0 || (b >= 0 && b < a) ? b : a;
}

#endif
