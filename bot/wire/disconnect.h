#ifndef TONLE_WIRE_DISCONNECT_H
#define TONLE_WIRE_DISCONNECT_H

#include "base/error.h"
#include "wire/casemap.h"
#include "wire/line.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * Why a server lets go of us, in its own words, and how long it wants us to stay away: ERROR, KILL
 * and 465. Pure. Starts as {0}; one a connection.
 */
struct disconnect {
	struct error err;  /* what was said, "" for nothing */
	int64_t demand_ms; /* the longest; 0: at once is fine */
};

/* Takes any line. True for ERROR: the server closes the connection. own_nick: whom a KILL must
 * name. */
bool disconnect_hear(
	struct disconnect *f, const struct line *line, const char *own_nick, enum casemap map);

#endif
