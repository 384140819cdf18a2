#ifndef TONLE_NET_DIAGNOSTICS_H
#define TONLE_NET_DIAGNOSTICS_H

#include "base/log.h"

#include <stddef.h>

/*
 * Log lines of the pure parts, queued until the network logs them. Bounded: when the queue is full,
 * new lines are dropped. Starts as {0}.
 */
enum { DIAGNOSTICS_MAX = 16, DIAGNOSTIC_SIZE = 480 };

struct diagnostics {
	struct diagnostic {
		enum log_level level;
		char text[DIAGNOSTIC_SIZE];
	} queue[DIAGNOSTICS_MAX];
	size_t first, count;
};

/* Queues a line (printf format), cut to fit. */
void diagnostics_add(struct diagnostics *d, enum log_level level, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Removes and returns the oldest line, valid until the next is added; NULL if there is none. */
const struct diagnostic *diagnostics_take(struct diagnostics *d);

#endif
