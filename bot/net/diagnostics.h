#ifndef TONLE_NET_DIAGNOSTICS_H
#define TONLE_NET_DIAGNOSTICS_H

#include <stddef.h>

/*
 * What the pure parts would log if they could: a few lines kept until somebody who may log takes
 * them. Bounded: when nobody does, further ones are lost. Starts as {0}.
 */
enum { DIAGNOSTICS_MAX = 16, DIAGNOSTIC_SIZE = 480 };

struct diagnostics {
	char lines[DIAGNOSTICS_MAX][DIAGNOSTIC_SIZE];
	size_t first, count;
};

/* Adds one (printf format), cut to fit. */
void diagnostics_add(struct diagnostics *diagnostics, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* The oldest one, valid until the next remark is added; NULL when there is none. */
const char *diagnostics_take(struct diagnostics *diagnostics);

#endif
