#ifndef TONLE_NET_ROUTE_H
#define TONLE_NET_ROUTE_H

#include "base/timestamp.h"
#include "config/config.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * Which of a network's servers to try, at which port, and whether by TLS: the configured order,
 * and what the servers' STS policies (wire/sts.h) say. A policy, once heard, is never fallen back
 * from.
 */
struct route;

/* config is borrowed. The caller frees. */
struct route *route_new(const struct config_network *config);
void route_free(struct route *r);

/* An attempt begins: settles port and TLS for the server whose turn it is. */
void route_begin(struct route *r, struct timestamp now);

const char *route_host(const struct route *r);
int route_port(const struct route *r);
bool route_secure(const struct route *r);

/* The server wants TLS at that port: so from now on. */
void route_upgrade(struct route *r, int port);

/* A policy has been announced over TLS: remembered (0 seconds: forgotten), in the state directory
 * too. */
void route_policy(struct route *r, int64_t duration, struct timestamp now);

/* The connection has ended: its policy counts from now. Chooses the server to try next: the first
 * one if we had been welcomed, else the one behind this one. True when all have had their turn. */
bool route_end(struct route *r, bool was_up, struct timestamp now);

/* Whether there is a choice of servers. */
bool route_forks(const struct route *r);

#endif
