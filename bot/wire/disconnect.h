#ifndef TONLE_WIRE_DISCONNECT_H
#define TONLE_WIRE_DISCONNECT_H

#include "base/error.h"
#include "base/casemap.h"
#include "wire/line.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * Why a server disconnects us, in its own words, and how long to stay away, from ERROR, KILL and
 * 465. Pure. Starts as {0}; one for each connection.
 */
struct disconnect {
	struct error err;  /* the reasons, "" for none */
	int64_t demand_ms; /* the longest time to stay away; 0: none */
};

/* Takes any line. True for ERROR: the server is closing the connection. A KILL counts if it names
 * own_nick. */
bool disconnect_handle(
	struct disconnect *d, const struct line *line, const char *own_nick, enum casemap map);

#endif
