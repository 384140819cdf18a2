#include "net/connector.h"

#include "base/arena.h"
#include "base/log.h"
#include "net/credentials.h"
#include "wire/backoff.h"
#include "wire/tls.h"

#include <stdlib.h>

enum {
	RETRY_LEAST_MS = 5 * 1000,
	RETRY_MOST_MS = 300 * 1000,
	STABLE_MS = 600 * 1000 /* registered for so long: back-off starts over */
};

struct connector {
	const struct config_network *config;
	uint32_t *seed;
	struct backoff backoff;
	struct route *route;
	struct dial *dial;           /* kept until the handshake is done, for its other addresses */
	struct transport *transport; /* during the handshake */
	int64_t handshake_ms;        /* when the handshake began */
};

struct connector *connector_new(const struct config_network *config, uint32_t *seed)
{
	struct connector *c = must_alloc(sizeof *c);

	c->config = config;
	c->seed = seed;
	c->backoff = (struct backoff){.least_ms = RETRY_LEAST_MS, .most_ms = RETRY_MOST_MS};
	c->route = route_new(config);
	return c;
}

static void close_transport(struct connector *c)
{
	if (c->transport)
		c->transport->kind->close(c->transport);
	c->transport = NULL;
}

void connector_stop(struct connector *c)
{
	close_transport(c);
	dial_free(c->dial);
	c->dial = NULL;
}

void connector_free(struct connector *c)
{
	if (!c)
		return;
	connector_stop(c);
	route_free(c->route);
	free(c);
}

struct route *connector_route(struct connector *c)
{
	return c->route;
}

void connector_start(struct connector *c, struct timestamp now)
{
	connector_stop(c);
	route_begin(c->route, now);
	c->dial = dial_new(route_host(c->route), route_port(c->route), now);
}

static enum connector_result fail_attempt(struct connector *c)
{
	connector_stop(c);
	return CONNECTOR_FAILED;
}

static enum connector_result dial(struct connector *c, struct timestamp now, struct error *err)
{
	struct tls_setup setup = credentials_tls(c->config, route_host(c->route));
	int fd;

	switch (dial_step(c->dial, now, &fd, err)) {
	case DIAL_AGAIN:
		return CONNECTOR_AGAIN;
	case DIAL_FAILED:
		return fail_attempt(c);
	case DIAL_CONNECTED:
		break;
	}
	c->transport = route_secure(c->route) ? tls_new(fd, &setup, err) : transport_plain(fd);
	c->handshake_ms = now.ms;
	return c->transport ? CONNECTOR_DONE : fail_attempt(c);
}

static enum connector_result handshake(
	struct connector *c, struct timestamp now, struct error *err);

/* After a network failure another address may work. A server that is not trusted is not tried at
 * its other addresses. */
static enum connector_result handshake_failed(
	struct connector *c, const char *reason, struct timestamp now, struct error *err)
{
	error_set(err, "%s port %d: %s", route_host(c->route), route_port(c->route), reason);
	if (!dial_has_more(c->dial) || tls_distrusted(c->transport))
		return fail_attempt(c);
	log_info(c->config->name, "%s", err->text);
	close_transport(c);
	enum connector_result result = dial(c, now, err);

	return result == CONNECTOR_DONE ? handshake(c, now, err) : result;
}

static enum connector_result handshake(struct connector *c, struct timestamp now, struct error *err)
{
	struct error reason;
	int result = c->transport->kind->open(c->transport, &reason);

	if (result == TRANSPORT_FAILED)
		return handshake_failed(c, reason.text, now, err);
	if (result == 0)
		return CONNECTOR_DONE;
	if (now.ms - c->handshake_ms >= CONNECTOR_HANDSHAKE_MS)
		return handshake_failed(c, "the TLS handshake timed out", now, err);
	return CONNECTOR_AGAIN;
}

enum connector_result connector_step(
	struct connector *c, struct timestamp now, struct transport **transport, struct error *err)
{
	enum connector_result result = c->transport ? CONNECTOR_DONE : dial(c, now, err);

	if (result == CONNECTOR_DONE)
		result = handshake(c, now, err);
	if (result != CONNECTOR_DONE)
		return result;
	if (route_secure(c->route))
		log_info(c->config->name, "secured by %s", tls_protocol(c->transport));
	*transport = c->transport;
	c->transport = NULL;
	connector_stop(c);
	return CONNECTOR_DONE;
}

bool connector_securing(const struct connector *c)
{
	return c->transport != NULL;
}

size_t connector_poll(const struct connector *c, struct pollfd *fds)
{
	if (!c->transport)
		return dial_poll(c->dial, fds);
	fds[0] = (struct pollfd){
		.fd = c->transport->fd, .events = c->transport->kind->wants(c->transport, false)};
	return 1;
}

int64_t connector_wait_ms(const struct connector *c, struct timestamp now)
{
	if (!c->transport)
		return dial_wait_ms(c->dial, now);
	int64_t left = c->handshake_ms + CONNECTOR_HANDSHAKE_MS - now.ms;
	return left > 0 ? left : 0;
}

int64_t connector_retry_ms(
	struct connector *c, int64_t up_ms, int64_t demand_ms, struct timestamp now)
{
	if (up_ms >= STABLE_MS)
		backoff_reset(&c->backoff);
	if (!route_end(c->route, up_ms >= 0, now) && demand_ms == 0)
		return 0;
	int64_t wait = backoff_next(&c->backoff, c->seed);

	return wait < demand_ms ? demand_ms : wait;
}
