#ifndef TONLE_NET_CONNECTION_LOG_H
#define TONLE_NET_CONNECTION_LOG_H

#include "wire/line.h"
#include "wire/negotiate.h"

#include <stdint.h>

/*
 * What a connection tells the log. What a server or user can bring about is told at the 1st, 2nd,
 * 4th, 8th … time, so that nobody can fill the log. network: the configured name.
 */

/* The negotiation has come to its end. */
void connection_log_negotiated(const char *network, const struct negotiation *n);

/* Which capabilities are on; again when that has changed. */
void connection_log_capabilities(const char *network, const struct negotiation *n);

/* FAIL, WARN and NOTE (ircv3.net/specs/extensions/standard-replies), which are for people to read;
 * other lines are passed over. *count: how many there were. */
void connection_log_reply(const char *network, uint64_t *count, const struct line *line);

/* A line was kept from libircclient; *count: how many were. */
void connection_log_refused(const char *network, uint64_t *count, const char *what);

#endif
