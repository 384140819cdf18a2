#ifndef TONLE_BASE_TIMESTAMP_H
#define TONLE_BASE_TIMESTAMP_H

#include <stdint.h>

/*
 * The two clocks. main or the loop reads them once per turn and passes them to all other functions,
 * so that tests can script them.
 */
struct timestamp {
	int64_t ms;   /* CLOCK_MONOTONIC in milliseconds: for delays and time-outs */
	int64_t unix; /* CLOCK_REALTIME in seconds: for times that are stored or shown */
};

/* The shorter of two waits in milliseconds; -1 means never. */
static inline int64_t timestamp_sooner(int64_t a, int64_t b)
{
	return a < 0 || (b >= 0 && b < a) ? b : a;
}

#endif
