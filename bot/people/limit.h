#ifndef TONLE_PEOPLE_LIMIT_H
#define TONLE_PEOPLE_LIMIT_H

#include "base/timestamp.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * How often one person is answered: a token bucket each (8 lines at once, one more every 3 s), for
 * the 128 people heard last. Pure.
 */
enum { LIMIT_PEOPLE = 128, LIMIT_KEY = 128, LIMIT_BURST = 8, LIMIT_INTERVAL_MS = 3000 };

struct limit {
	struct limit_person {
		char key[LIMIT_KEY]; /* network and nick; "" when free */
		int64_t last_ms;
		int64_t credit_ms;
		bool told; /* that they ask too fast; until they are answered again */
	} people[LIMIT_PEOPLE];
};

enum limit_verdict {
	LIMIT_FINE,
	LIMIT_TELL, /* too fast, and to be told so, once */
	LIMIT_SILENT
};

enum limit_verdict limit_ask(
	struct limit *limit, const char *network, const char *nick, struct timestamp now);

#endif
