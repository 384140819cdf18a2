#ifndef TONLE_PEOPLE_LIMIT_H
#define TONLE_PEOPLE_LIMIT_H

#include "base/timestamp.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Rate limit for each person: a token bucket (8 lines at once, one more every 3 s) for the 128
 * people heard last. Pure.
 */
enum { LIMIT_PEOPLE = 128, LIMIT_KEY = 128, LIMIT_BURST = 8, LIMIT_INTERVAL_MS = 3000 };

struct limit {
	struct limit_person {
		char key[LIMIT_KEY]; /* network and nick; "" when free */
		int64_t last_ms;
		int64_t credit_ms;
		bool told; /* that they ask too fast */
	} people[LIMIT_PEOPLE];
};

enum limit_verdict {
	LIMIT_FINE,
	LIMIT_TELL, /* too fast, and must be told so */
	LIMIT_SILENT
};

/* Charges one line to the person. */
enum limit_verdict limit_ask(
	struct limit *limit, const char *network, const char *nick, struct timestamp now);

#endif
