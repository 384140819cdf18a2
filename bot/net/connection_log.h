#ifndef TONLE_NET_CONNECTION_LOG_H
#define TONLE_NET_CONNECTION_LOG_H

#include "wire/line.h"
#include "wire/negotiate.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * Log lines of a connection. Events that a server or user can cause at will are logged the 1st,
 * 2nd, 4th, 8th … time, so that nobody can fill the log. network: the configured name.
 */

/* The negotiation is complete. */
void connection_log_negotiated(const char *network, const struct negotiation *n);

/* The enabled capabilities, at first and after each change. */
void connection_log_capabilities(const char *network, const struct negotiation *n);

/* FAIL, WARN and NOTE (ircv3.net/specs/extensions/standard-replies); ignores other lines. Adds to
 * *count. */
void connection_log_reply(const char *network, uint64_t *count, const struct line *line);

/* A message was dropped as history because it is age_s seconds old. doubtful: no history was
 * expected. Adds 1 to *count. */
void connection_log_old(const char *network, uint64_t *count, int64_t age_s, bool doubtful);

/* A line was refused. Adds 1 to *count. */
void connection_log_refused(const char *network, uint64_t *count, const char *what);

#endif
