#include "net/route.h"

#include "base/arena.h"
#include "base/log.h"
#include "wire/sts.h"

#include <stdlib.h>

struct server {
	struct config_server address;
	int sts_port; /* STS demands TLS at this port; 0: no policy */
};

struct route {
	const struct config_network *config;
	const char *state_dir;
	struct server *servers;
	size_t count, current;
	bool secure;
	int port;
	int64_t duration; /* of the policy announced over this connection; 0: none */
};

struct route *route_new(const struct config_network *config)
{
	struct route *r = must_alloc(sizeof *r);

	r->config = config;
	r->state_dir = config->state_dir ? config->state_dir : "";
	r->count = config->server_count > 0 ? config->server_count : 1;
	r->servers = must_alloc(r->count * sizeof *r->servers);
	r->servers[0].address = (struct config_server){config->server, config->port};
	for (size_t i = 0; i < config->server_count; i++)
		r->servers[i].address = config->servers[i];
	return r;
}

void route_free(struct route *r)
{
	if (!r)
		return;
	free(r->servers);
	free(r);
}

void route_begin(struct route *r, struct timestamp now)
{
	struct server *server = &r->servers[r->current];

	r->secure = r->config->tls;
	r->port = server->address.port;
	r->duration = 0;
	if (r->secure)
		return;
	if (server->sts_port == 0)
		server->sts_port = sts_port(r->state_dir, server->address.server, now.unix);
	if (server->sts_port > 0) {
		r->secure = true;
		r->port = server->sts_port;
	}
}

const char *route_host(const struct route *r)
{
	return r->servers[r->current].address.server;
}

int route_port(const struct route *r)
{
	return r->port;
}

bool route_secure(const struct route *r)
{
	return r->secure;
}

void route_upgrade(struct route *r, int port)
{
	r->servers[r->current].sts_port = port;
}

static void remember_address(struct route *r, struct timestamp now)
{
	struct error err;

	if (*r->state_dir &&
		!sts_remember(r->state_dir, route_host(r), r->port, r->duration, now.unix, &err))
		log_warn(r->config->name, "the STS policy cannot be stored: %s", err.text);
}

void route_policy(struct route *r, int64_t duration, struct timestamp now)
{
	r->duration = duration;
	r->servers[r->current].sts_port = duration > 0 ? r->port : 0;
	remember_address(r, now);
}

bool route_end(struct route *r, bool was_up, struct timestamp now)
{
	if (r->duration > 0)
		remember_address(r, now);
	r->current = was_up ? 0 : (r->current + 1) % r->count;
	return r->current == 0;
}

bool route_has_choice(const struct route *r)
{
	return r->count > 1;
}
