#ifndef TONLE_NET_CONNECTOR_H
#define TONLE_NET_CONNECTOR_H

#include "base/error.h"
#include "base/timestamp.h"
#include "config/config.h"
#include "net/route.h"
#include "wire/dial.h"
#include "wire/transport.h"

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Makes a ready transport from a network's configuration: chooses the server (route.h), connects
 * (wire/dial.h), does the TLS handshake, and tries the server's next address if that fails. Also
 * decides when to try again after a connection has ended.
 */
struct connector;

enum { CONNECTOR_POLL_MAX = DIAL_POLL_MAX, CONNECTOR_HANDSHAKE_MS = 15 * 1000 };

/* config and seed (for jitter) are borrowed. The caller frees. */
struct connector *connector_new(const struct config_network *config, uint32_t *seed);
void connector_free(struct connector *c);

/* The server to try; owned by the connector. */
struct route *connector_route(struct connector *c);

/* Starts an attempt: chooses the server and begins to connect. */
void connector_start(struct connector *c, struct timestamp now);

/* Ends the attempt and closes everything that it has open. */
void connector_stop(struct connector *c);

enum connector_result { CONNECTOR_AGAIN, CONNECTOR_DONE, CONNECTOR_FAILED };

/* Makes progress with the attempt. CONNECTOR_DONE: *transport is ready, and the caller owns it.
 * CONNECTOR_FAILED: the error names the server. Either result ends the attempt. */
enum connector_result connector_step(
	struct connector *c, struct timestamp now, struct transport **transport, struct error *err);

/* True during the TLS handshake. */
bool connector_securing(const struct connector *c);

/* Writes the descriptors to wait for to fds (room for CONNECTOR_POLL_MAX); returns how many. */
size_t connector_poll(const struct connector *c, struct pollfd *fds);

/* Milliseconds after which to call connector_step() even if nothing is ready. */
int64_t connector_wait_ms(const struct connector *c, struct timestamp now);

/* An attempt, or the connection that it made, has ended. up_ms: how long we were registered; -1:
 * not at all. demand_ms: how long the server asked us to stay away. Returns the milliseconds to
 * wait before the next connector_start(): 0 if there is another server to try first. */
int64_t connector_retry_ms(
	struct connector *c, int64_t up_ms, int64_t demand_ms, struct timestamp now);

#endif
