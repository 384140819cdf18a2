#ifndef TONLE_WIRE_BACKOFF_H
#define TONLE_WIRE_BACKOFF_H

#include <stdint.h>

/*
 * How long to wait before the next attempt: doubling from least_ms to most_ms, with up to a
 * quarter added at random, so that many clients do not come back in step. Pure; the randomness is
 * a seed of the caller's (not for secrets).
 */
struct backoff {
	int64_t least_ms, most_ms;
	int64_t next_ms; /* 0: start with least_ms */
};

/* The next wait in milliseconds; the one after it will be twice as long. */
int64_t backoff_next(struct backoff *b, uint32_t *seed);

/* It has worked: start with least_ms again. */
void backoff_reset(struct backoff *b);

/*
 * How long a server's farewell (the text of ERROR) asks us to stay away at least, in milliseconds:
 * minutes when we were throttled or flooded, half an hour when we are banned, else 0.
 */
int64_t backoff_demanded_ms(const char *error);

/* The next number of a sequence that seed determines (xorshift32); moves the seed. */
uint32_t backoff_random(uint32_t *seed);

#endif
