#ifndef TONLE_COUNTERS_H
#define TONLE_COUNTERS_H

#include <stddef.h>
#include <stdint.h>

/* What a running bot counts, for `tonle status` and the metrics. All zero at the start. */
enum { COUNTERS_OUTCOMES = 16, COUNTERS_BUCKETS = 10 };

struct counters {
	struct {
		const char *name; /* of a decision; NULL: free */
		uint64_t count;
	} outcomes[COUNTERS_OUTCOMES];
	uint64_t buckets[COUNTERS_BUCKETS]; /* by counters_bounds, not cumulative */
	uint64_t answers;                   /* timed: also those beyond the last bound */
	double seconds;                     /* their sum */
};

/* The upper bounds of the buckets, in seconds. */
extern const double counters_bounds[COUNTERS_BUCKETS];

/* Counts one line with that outcome (a string that lives on: it is not copied), and how long it
 * took from its arrival to the reply. */
void counters_add(struct counters *counters, const char *outcome, int64_t microseconds);

/* How many lines had that outcome. */
uint64_t counters_of(const struct counters *counters, const char *outcome);

/* CLOCK_MONOTONIC in microseconds. */
int64_t counters_clock(void);

#endif
