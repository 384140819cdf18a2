#include "wire/server_clock.h"

#include "base/compare.h"

#include <stdlib.h>
#include <string.h>

enum {
	AGREE_S = 60, /* how much the times of different servers may differ and still agree */
	AGREE_OVER_MS = 3 * 1000 /* history comes faster than people talk */
};

static void add_sample(struct server_clock *clock, int64_t ahead_s)
{
	int64_t sorted[SERVER_CLOCK_SAMPLES];

	clock->samples[clock->next] = ahead_s;
	clock->next = (clock->next + 1) % SERVER_CLOCK_SAMPLES;
	if (clock->count < SERVER_CLOCK_SAMPLES)
		clock->count++;
	memcpy(sorted, clock->samples, clock->count * sizeof *sorted);
	qsort(sorted, clock->count, sizeof *sorted, compare_numbers);
	clock->ahead_s = sorted[clock->count / 2];
	clock->known = true;
}

/* Replaces all samples by this one. */
static void take_offset(struct server_clock *clock, int64_t ahead_s)
{
	for (size_t i = 0; i < SERVER_CLOCK_SAMPLES; i++)
		add_sample(clock, ahead_s);
	clock->agreeing = 0;
}

void server_clock_set(struct server_clock *clock, int64_t said, int64_t now_ms)
{
	take_offset(clock, said - now_ms / 1000);
}

int64_t server_clock_age(const struct server_clock *clock, int64_t said, int64_t now_ms)
{
	return now_ms / 1000 + clock->ahead_s - said;
}

int64_t server_clock_handle(struct server_clock *clock, int64_t said, int64_t now_ms)
{
	int64_t ahead_s = said - now_ms / 1000, age = server_clock_age(clock, said, now_ms);

	if (llabs(age) <= SERVER_CLOCK_FAR_S) {
		add_sample(clock, ahead_s);
		clock->agreeing = 0;
		return server_clock_age(clock, said, now_ms);
	}
	if (clock->agreeing == 0 || llabs(ahead_s - clock->other_s) > AGREE_S) {
		clock->agreeing = 0;
		clock->other_since_ms = now_ms;
	}
	clock->other_s = ahead_s;
	clock->agreeing++;
	if (clock->agreeing >= SERVER_CLOCK_AGREEING &&
		now_ms - clock->other_since_ms >= AGREE_OVER_MS)
		take_offset(clock, ahead_s);
	return server_clock_age(clock, said, now_ms);
}
