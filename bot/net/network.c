#include "net/network.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/log.h"
#include "base/text.h"
#include "net/connection.h"
#include "net/connector.h"
#include "net/credentials.h"
#include "wire/backoff.h"
#include "wire/transport.h"

#include <stdlib.h>
#include <string.h>

enum { NEVER = -1 };

_Static_assert((int)NETWORK_POLL_MAX >= (int)CONNECTOR_POLL_MAX, "connector_poll() must fit");

struct network {
	const struct config_network *config;  /* of the connection */
	const struct config_network *current; /* after a reload: channels, pace and nickserv */
	network_handler *handler;
	struct bot *bot;
	uint32_t seed;
	struct presence *presence;
	struct outbox *outbox;
	struct connection_counts counts;
	uint64_t dials, welcomes;

	enum network_state state;
	int64_t since_ms; /* of the state */
	int64_t retry_ms; /* WAITING: when to connect, or NEVER */
	struct connector *connector;
	struct connection *connection; /* in memory: kept after its end, to fetch from */
	bool memory;
	bool handling;   /* inside handler() */
	char *quit_line; /* set by network_quit() */
};

static const struct {
	const char *name;
	int64_t most_ms; /* how long the state may last; 0: no limit here */
} states[NETWORK_STATE_COUNT] = {
	[NETWORK_IDLE] = {"idle", 0},
	[NETWORK_DIALLING] = {"dialling", 0}, /* connector.h has limits for these two */
	[NETWORK_SECURING] = {"securing", 0},
	[NETWORK_NEGOTIATING] = {"negotiating", 60 * 1000},
	[NETWORK_REGISTERING] = {"registering", 60 * 1000},
	[NETWORK_UP] = {"up", 0},
	[NETWORK_QUITTING] = {"quitting", 3 * 1000},
	[NETWORK_WAITING] = {"waiting", 0},
};

const char *network_state_name(enum network_state state)
{
	return states[state].name;
}

struct network *network_new(const struct config_network *config, network_handler *handler,
	struct bot *bot, uint32_t seed)
{
	struct network *n = must_alloc(sizeof *n);

	n->config = n->current = config;
	n->handler = handler;
	n->bot = bot;
	n->seed = seed;
	n->counts.lag_ms = -1;
	n->connector = connector_new(config, &n->seed);
	n->presence = presence_new(config, backoff_random(&n->seed));
	n->outbox = outbox_new(config->burst, config->interval_ms);
	return n;
}

static void enter_state(struct network *n, enum network_state state, struct timestamp now)
{
	n->state = state;
	n->since_ms = now.ms;
}

static void drop_connection(struct network *n)
{
	connector_stop(n->connector);
	connection_free(n->connection);
	n->connection = NULL;
}

void network_free(struct network *n)
{
	if (!n)
		return;
	drop_connection(n);
	connector_free(n->connector);
	presence_free(n->presence);
	outbox_free(n->outbox);
	free(n->quit_line);
	free(n);
}

bool network_check(const struct config_network *config, struct error *err)
{
	struct error reason;

	return credentials_check(config, &reason) ||
	       error_set(err, "network %s: %s", config->name, reason.text);
}

/* --- one connection's life -------------------------------------------------------------------- */

static void log_diagnostics(struct network *n)
{
	for (const struct diagnostic *it; (it = presence_diagnostic(n->presence)) != NULL;)
		log_line(it->level, n->config->name, "%s", it->text);
}

static void deliver_event(void *context, const struct event *event, struct timestamp now)
{
	struct network *n = context;

	if (event->kind == EVENT_WELCOME) {
		if (n->state != NETWORK_REGISTERING && n->state != NETWORK_NEGOTIATING)
			return; /* a second 001 */
		enter_state(n, NETWORK_UP, now);
		n->welcomes++;
		log_info(n->config->name, "welcomed by %s as %s", connection_server(n->connection),
			event->target);
	}
	n->handling = true;
	n->handler(n->bot, n, event, now);
	n->handling = false;
	log_diagnostics(n);
}

static void remember_policy(void *context, const struct sts_value *policy, struct timestamp now)
{
	struct network *n = context;

	route_policy(connector_route(n->connector), policy->duration, now);
}

/* The connection has ended, or could not be made: waits and tries again, unless we are quitting. */
static void lose_connection(struct network *n, const char *reason, struct timestamp now)
{
	struct route *route = connector_route(n->connector);
	int64_t up_ms = n->state == NETWORK_UP ? now.ms - n->since_ms : -1;
	int upgrade = n->connection ? connection_upgrade_port(n->connection) : 0;
	int64_t demand_ms = n->connection ? connection_demand_ms(n->connection) : 0, wait = 0;

	if (upgrade > 0)
		route_upgrade(route, upgrade);
	else
		wait = connector_retry_ms(n->connector, up_ms, demand_ms, now);
	if (n->quit_line)
		log_info(n->config->name, "disconnected");
	else if (n->memory)
		log_info(n->config->name, "%s", reason);
	else
		log_warn(n->config->name, "%s; trying %s in %lld s", reason,
			route_has_choice(route) ? route_host(route) : "again",
			(long long)(wait + 999) / 1000);
	n->retry_ms = n->memory ? NEVER : now.ms + wait;
	enter_state(n, n->quit_line ? NETWORK_IDLE : NETWORK_WAITING, now);
	if (!n->memory)
		drop_connection(n);
}

static bool open_connection(
	struct network *n, struct transport *transport, struct timestamp now, struct error *err)
{
	struct route *route = connector_route(n->connector);
	struct connection_setup setup = {
		.config = n->config,
		.host = route_host(route),
		.secure = route_secure(route),
		.presence = n->presence,
		.outbox = n->outbox,
		.seed = &n->seed,
		.watched = !n->memory, /* memory cannot die silently */
		.deliver = deliver_event,
		.policy = remember_policy,
		.context = n,
	};

	n->connection = connection_new(&setup, transport, &n->counts, now);
	if (!connection_begin(n->connection, now, err))
		return false;
	enter_state(n, NETWORK_NEGOTIATING, now);
	return true;
}

static void start_connecting(struct network *n, struct timestamp now)
{
	connector_start(n->connector, now);
	n->dials++;
	enter_state(n, NETWORK_DIALLING, now);
}

static void go_on_connecting(struct network *n, struct timestamp now)
{
	struct route *route = connector_route(n->connector);
	struct transport *transport;
	struct error err;

	switch (connector_step(n->connector, now, &transport, &err)) {
	case CONNECTOR_AGAIN:
		n->state = connector_securing(n->connector) ? NETWORK_SECURING : NETWORK_DIALLING;
		return;
	case CONNECTOR_DONE:
		credentials_hand_nickserv(
			n->presence, n->current, route_host(route), route_secure(route));
		if (open_connection(n, transport, now, &err))
			return;
		break;
	case CONNECTOR_FAILED:
		break;
	}
	lose_connection(n, err.text, now);
}

/* Sends QUIT if we are registering or registered; otherwise only closes. In memory nobody closes
 * the other end, so the connection ends at once. */
static void quit_and_close(struct network *n, struct timestamp now)
{
	if (n->state == NETWORK_REGISTERING || n->state == NETWORK_UP) {
		connection_quit(n->connection, n->quit_line, now);
		enter_state(n, n->memory ? NETWORK_IDLE : NETWORK_QUITTING, now);
	} else if (n->state != NETWORK_QUITTING) {
		enter_state(n, NETWORK_IDLE, now);
		drop_connection(n);
	}
}

void network_quit(struct network *n, const char *reason, struct timestamp now)
{
	char line[400];
	struct buf to = BUF(line);
	size_t length = strcspn(reason, "\r\n");

	if (n->quit_line)
		return;
	n->current = n->config; /* a reloaded one may be freed before the network ends */
	buf_add(&to, "QUIT :%.*s", (int)text_cut_word(reason, length, 300), reason);
	n->quit_line = must_string(line);
	if (!n->handling)
		quit_and_close(n, now);
}

void network_configure(struct network *n, const struct config_network *config, struct timestamp now)
{
	n->current = config;
	outbox_pace(n->outbox, config->burst, config->interval_ms);
	presence_configure(n->presence, config, now, n->outbox);
}

/* --- turns ------------------------------------------------------------------------------------ */

static bool is_connecting(const struct network *n)
{
	return n->state == NETWORK_DIALLING || n->state == NETWORK_SECURING;
}

static bool is_connected(const struct network *n)
{
	return n->state >= NETWORK_NEGOTIATING && n->state <= NETWORK_QUITTING;
}

/* How long the current state may still last; NEVER: no limit. */
static int64_t time_left(const struct network *n, struct timestamp now)
{
	int64_t most = n->memory ? 0 : states[n->state].most_ms, lasted = now.ms - n->since_ms;

	if (most == 0)
		return NEVER;
	return lasted < most ? most - lasted : 0;
}

/* Runs the connection's turn; true if there is more to read. */
static bool run_connection(struct network *n, struct timestamp now)
{
	bool more = connection_turn(n->connection, now);

	log_diagnostics(n);
	if (connection_error(n->connection))
		lose_connection(n, connection_error(n->connection), now);
	else if (n->state == NETWORK_NEGOTIATING && connection_negotiated(n->connection))
		enter_state(n, NETWORK_REGISTERING, now);
	return more;
}

/* Does one step in each state that it reaches; true if there is more to read. */
static bool step(struct network *n, struct timestamp now)
{
	bool more = false;

	if (n->state == NETWORK_WAITING && n->retry_ms != NEVER && now.ms >= n->retry_ms)
		start_connecting(n, now);
	if (is_connecting(n))
		go_on_connecting(n, now);
	if (is_connected(n))
		more = run_connection(n, now);
	if (time_left(n, now) == 0)
		lose_connection(n, "the server takes too long", now);
	if (n->quit_line && n->state != NETWORK_IDLE)
		quit_and_close(n, now);
	return more && is_connected(n);
}

int64_t network_turn(struct network *n, struct timestamp now)
{
	if (step(n, now))
		return 0;
	int64_t wait = time_left(n, now);

	if (is_connecting(n))
		wait = timestamp_sooner(wait, connector_wait_ms(n->connector, now));
	if (n->state == NETWORK_WAITING && n->retry_ms != NEVER)
		wait = timestamp_sooner(wait, n->retry_ms > now.ms ? n->retry_ms - now.ms : 0);
	if (is_connected(n))
		wait = timestamp_sooner(wait, connection_wait_ms(n->connection, now));
	return wait;
}

size_t network_poll(const struct network *n, struct pollfd *fds)
{
	if (is_connecting(n))
		return connector_poll(n->connector, fds);
	if (!n->connection || n->memory)
		return 0;
	const struct transport *t = connection_transport(n->connection);
	fds[0] = (struct pollfd){
		.fd = t->fd, .events = t->kind->wants(t, connection_unsent(n->connection))};
	return 1;
}

bool network_start(struct network *n, struct timestamp now, struct error *err)
{
	if (!network_check(n->config, err))
		return false;
	start_connecting(n, now);
	return true;
}

/* --- in memory -------------------------------------------------------------------------------- */

bool network_open_memory(struct network *n, struct timestamp now, struct error *err)
{
	drop_connection(n);
	n->memory = true;
	if (open_connection(n, transport_memory(), now, err))
		return true;
	drop_connection(n);
	enter_state(n, NETWORK_IDLE, now);
	return false;
}

void network_feed(struct network *n, const char *bytes, size_t length, struct timestamp now)
{
	if (!n->memory || !is_connected(n))
		return;
	transport_memory_feed(connection_transport(n->connection), bytes, length);
	while (step(n, now))
		;
}

size_t network_fetch(struct network *n, char *into, size_t size)
{
	if (!n->memory || !n->connection)
		return 0;
	return transport_memory_fetch(connection_transport(n->connection), into, size);
}

void network_feed_end(struct network *n, struct timestamp now)
{
	if (!n->memory || !is_connected(n))
		return;
	transport_memory_end(connection_transport(n->connection));
	while (step(n, now))
		;
}

/* --- accessors -------------------------------------------------------------------------------- */

const struct config_network *network_config(const struct network *n)
{
	return n->current;
}

struct presence *network_presence(struct network *n)
{
	return n->presence;
}

struct outbox *network_outbox(struct network *n)
{
	return n->outbox;
}

void network_send(struct network *n)
{
	if (n->connection)
		connection_send(n->connection);
}

enum network_state network_state(const struct network *n)
{
	return n->state;
}

bool network_has(const struct network *n, enum cap_name cap)
{
	return n->connection && connection_has(n->connection, cap);
}

bool network_in_memory(const struct network *n)
{
	return n->memory;
}

struct network_counts network_counts(const struct network *n)
{
	return (struct network_counts){
		.heard = n->counts.heard,
		.refused = n->counts.refused,
		.said = n->counts.said,
		.lag_ms = n->counts.lag_ms,
		.dials = n->dials,
		.welcomes = n->welcomes,
	};
}
