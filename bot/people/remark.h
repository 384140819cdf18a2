#ifndef TONLE_PEOPLE_REMARK_H
#define TONLE_PEOPLE_REMARK_H

#include <stddef.h>

/*
 * What the pure parts would log if they could: a few lines kept until somebody who may log takes
 * them. Bounded: when nobody does, further ones are lost. Starts as {0}.
 */
enum { REMARKS_MOST = 16, REMARK_SIZE = 480 };

struct remarks {
	char lines[REMARKS_MOST][REMARK_SIZE];
	size_t first, count;
};

/* Adds one (printf format), cut to fit. */
void remark(struct remarks *remarks, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The oldest one, valid until the next remark is added; NULL when there is none. */
const char *remark_take(struct remarks *remarks);

#endif
