#ifndef TONLE_BASE_TIMESTAMP_H
#define TONLE_BASE_TIMESTAMP_H

#include <stdint.h>

/*
 * A moment: handed down from main or loop, which alone read the clocks, so that every other
 * function can be tested with a scripted one.
 */
struct timestamp {
	int64_t ms;   /* CLOCK_MONOTONIC in milliseconds: for waiting, pacing and time-outs */
	int64_t unix; /* CLOCK_REALTIME in seconds: for what is written down */
};

#endif
