#include "net/route.h"

#include "base/arena.h"
#include "base/log.h"
#include "wire/sts.h"

#include <stdlib.h>

struct place {
	struct config_server at;
	int sts_port; /* TLS at this port, whatever the configuration says; 0: as it says */
};

struct route {
	const struct config_network *config;
	const char *state_dir;
	struct place *channels;
	size_t count, now_at;
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
	r->channels = must_alloc(r->count * sizeof *r->channels);
	r->channels[0].at = (struct config_server){config->server, config->port};
	for (size_t i = 0; i < config->server_count; i++)
		r->channels[i].at = config->servers[i];
	return r;
}

void route_free(struct route *r)
{
	if (!r)
		return;
	free(r->channels);
	free(r);
}

void route_begin(struct route *r, struct timestamp now)
{
	struct place *place = &r->channels[r->now_at];

	r->secure = r->config->tls;
	r->port = place->at.port;
	r->duration = 0;
	if (r->secure)
		return;
	if (place->sts_port == 0)
		place->sts_port = sts_port(r->state_dir, place->at.server, now.unix);
	if (place->sts_port > 0) {
		r->secure = true;
		r->port = place->sts_port;
	}
}

const char *route_host(const struct route *r)
{
	return r->channels[r->now_at].at.server;
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
	r->channels[r->now_at].sts_port = port;
}

static void remember(struct route *r, struct timestamp now)
{
	struct error err;

	if (*r->state_dir &&
		!sts_remember(r->state_dir, route_host(r), r->port, r->duration, now.unix, &err))
		log_warn(r->config->name, "STS policy not kept: %s", err.text);
}

void route_policy(struct route *r, int64_t duration, struct timestamp now)
{
	r->duration = duration;
	r->channels[r->now_at].sts_port = duration > 0 ? r->port : 0;
	remember(r, now);
}

bool route_end(struct route *r, bool was_up, struct timestamp now)
{
	if (r->duration > 0)
		remember(r, now);
	r->now_at = was_up ? 0 : (r->now_at + 1) % r->count;
	return r->now_at == 0;
}

bool route_forks(const struct route *r)
{
	return r->count > 1;
}
