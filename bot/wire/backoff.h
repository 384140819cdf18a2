#ifndef TONLE_WIRE_BACKOFF_H
#define TONLE_WIRE_BACKOFF_H

#include <stdint.h>

/*
 * Exponential back-off: the wait doubles from least_ms to most_ms, plus up to a quarter of random
 * jitter, so that many clients do not return at the same time. Pure; the caller owns the seed (not
 * for secrets).
 */
struct backoff {
	int64_t least_ms, most_ms;
	int64_t next_ms; /* 0: start with least_ms */
};

/* The next wait in milliseconds; the one after that is twice as long. */
int64_t backoff_next(struct backoff *b, uint32_t *seed);

/* After a success: starts with least_ms again. */
void backoff_reset(struct backoff *b);

/* How long at least to stay away after an ERROR with this text, in milliseconds: a minute if we
 * were killed, two if we were throttled or sent too much, half an hour if we are banned, else 0. */
int64_t backoff_demanded_ms(const char *error);

/* The next number of the sequence that starts at *seed (xorshift32); updates *seed. */
uint32_t backoff_random(uint32_t *seed);

#endif
