#ifndef TONLE_NET_ROUTE_H
#define TONLE_NET_ROUTE_H

#include "base/timestamp.h"
#include "config/config.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * Chooses which of a network's servers to try, at which port, with or without TLS, by the
 * configured order and the servers' STS policies (wire/sts.h). A valid policy is never ignored.
 */
struct route;

/* config is borrowed. The caller frees. */
struct route *route_new(const struct config_network *config);
void route_free(struct route *r);

/* Starts an attempt: determines port and TLS for the current server. */
void route_begin(struct route *r, struct timestamp now);

const char *route_host(const struct route *r);
int route_port(const struct route *r);
bool route_secure(const struct route *r);

/* The current server demands TLS at that port. */
void route_upgrade(struct route *r, int port);

/* The server announced a policy over TLS: stores it (0 seconds: deletes it), in the state directory
 * too. */
void route_policy(struct route *r, int64_t duration, struct timestamp now);

/* The attempt or connection has ended: renews its policy and moves on to the first server if we
 * were registered, else to the next one. True when all servers have been tried. */
bool route_end(struct route *r, bool was_up, struct timestamp now);

/* Whether there is more than one server. */
bool route_has_choice(const struct route *r);

#endif
