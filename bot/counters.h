#ifndef TONLE_COUNTERS_H
#define TONLE_COUNTERS_H

#include <stddef.h>
#include <stdint.h>

/* A running bot's counters, for `tonle status` and the metrics. All start at zero. */
enum { COUNTERS_OUTCOMES = 16, COUNTERS_BUCKETS = 10 };

struct counters {
	struct {
		const char *name; /* a decision; NULL: free */
		uint64_t count;
	} outcomes[COUNTERS_OUTCOMES];
	uint64_t buckets[COUNTERS_BUCKETS]; /* by counters_bounds, not cumulative */
	uint64_t answers;                   /* all that were timed, also beyond the last bound */
	double seconds;                     /* the sum of their times */
};

/* The upper bounds of the buckets, in seconds. */
extern const double counters_bounds[COUNTERS_BUCKETS];

/* Counts one line with that outcome (borrowed for ever: pass a literal), and its time from arrival
 * to reply. */
void counters_add(struct counters *counters, const char *outcome, int64_t microseconds);

/* The number of lines with that outcome. */
uint64_t counters_of(const struct counters *counters, const char *outcome);

/* CLOCK_MONOTONIC in microseconds. */
int64_t counters_clock(void);

#endif
