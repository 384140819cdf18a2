#include "counters.h"

#include <string.h>
#include <time.h>

const double counters_bounds[COUNTERS_BUCKETS] = {
	.0005, .001, .0025, .005, .01, .02, .05, .1, .25, 1};

void counters_add(struct counters *counters, const char *outcome, int64_t microseconds)
{
	double seconds = (double)microseconds / 1e6;

	for (size_t i = 0; i < COUNTERS_OUTCOMES; i++) {
		if (!counters->outcomes[i].name)
			counters->outcomes[i].name = outcome;
		if (strcmp(counters->outcomes[i].name, outcome) == 0) {
			counters->outcomes[i].count++;
			break;
		}
	}
	counters->answers++;
	counters->seconds += seconds;
	for (size_t i = 0; i < COUNTERS_BUCKETS; i++)
		if (seconds <= counters_bounds[i]) {
			counters->buckets[i]++;
			return;
		}
}

uint64_t counters_of(const struct counters *counters, const char *outcome)
{
	for (size_t i = 0; i < COUNTERS_OUTCOMES && counters->outcomes[i].name; i++)
		if (strcmp(counters->outcomes[i].name, outcome) == 0)
			return counters->outcomes[i].count;
	return 0;
}

int64_t counters_clock(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}
