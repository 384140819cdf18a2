#include "net/network.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/log.h"
#include "base/text.h"
#include "net/connection.h"
#include "net/credentials.h"
#include "net/route.h"
#include "wire/backoff.h"
#include "wire/dial.h"
#include "wire/tls.h"
#include "wire/transport.h"

#include <stdlib.h>
#include <string.h>

enum {
	NEVER = -1,
	RETRY_LEAST_MS = 5 * 1000,
	RETRY_MOST_MS = 300 * 1000,
	SETTLED_MS = 600 * 1000 /* up for so long: the back-off begins anew */
};

_Static_assert((int)NETWORK_POLL_MAX >= (int)DIAL_POLL_MAX, "network_poll() must fit dial_poll()");

struct network {
	const struct config_network *config; /* of the connection */
	const struct config_network *live;   /* of channels, pace and nickserv */
	network_heard *heard;
	struct bot *bot;
	uint32_t seed;
	struct presence *presence;
	struct outbox *outbox;
	struct connection_counts counts;
	uint64_t dials, welcomes;

	enum network_state state;
	int64_t since_ms; /* of the state */
	int64_t retry_ms; /* WAITING: when to dial, or NEVER */
	struct backoff backoff;
	struct route *route;
	struct dial *dial;             /* kept until the handshake is done */
	struct connection *connection; /* over memory kept after its end, to be fetched from */
	bool memory;
	bool hearing;     /* inside heard() */
	char *disconnect; /* network_quit() was called: what to say */
};

static const struct {
	const char *name;
	int64_t most_ms; /* how long it may last; 0: as long as it likes */
} states[NETWORK_STATE_COUNT] = {
	[NETWORK_IDLE] = {"idle", 0},
	[NETWORK_DIALLING] = {"dialling", 0}, /* wire/dial.h has its own limits */
	[NETWORK_SECURING] = {"securing", 15 * 1000},
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

struct network *network_new(
	const struct config_network *config, network_heard *heard, struct bot *bot, uint32_t seed)
{
	struct network *n = must_alloc(sizeof *n);

	n->config = n->live = config;
	n->heard = heard;
	n->bot = bot;
	n->seed = seed;
	n->backoff = (struct backoff){.least_ms = RETRY_LEAST_MS, .most_ms = RETRY_MOST_MS};
	n->counts.lag_ms = -1;
	n->route = route_new(config);
	n->presence = presence_new(config, backoff_random(&n->seed));
	n->outbox = outbox_new(config->burst, config->interval_ms);
	return n;
}

static void enter(struct network *n, enum network_state state, struct timestamp now)
{
	n->state = state;
	n->since_ms = now.ms;
}

static void disconnect(struct network *n)
{
	dial_free(n->dial);
	connection_free(n->connection);
	n->dial = NULL;
	n->connection = NULL;
}

void network_free(struct network *n)
{
	if (!n)
		return;
	disconnect(n);
	presence_free(n->presence);
	outbox_free(n->outbox);
	route_free(n->route);
	free(n->disconnect);
	free(n);
}

bool network_check(const struct config_network *config, struct error *err)
{
	struct error reason;

	return credentials_check(config, &reason) ||
	       error_set(err, "network %s: %s", config->name, reason.text);
}

/* --- one connection's life -------------------------------------------------------------------- */

static void log_remarks(struct network *n)
{
	for (const char *line; (line = presence_diagnostic(n->presence)) != NULL;)
		log_warn(n->config->name, "%s", line);
}

static void on_heard(void *context, const struct event *event, struct timestamp now)
{
	struct network *n = context;

	if (event->kind == EVENT_WELCOME) {
		if (n->state != NETWORK_REGISTERING && n->state != NETWORK_NEGOTIATING)
			return; /* nobody is welcomed twice */
		enter(n, NETWORK_UP, now);
		n->welcomes++;
		log_info(n->config->name, "welcomed by %s as %s", connection_server(n->connection),
			event->target);
	}
	n->hearing = true;
	n->heard(n->bot, n, event, now);
	n->hearing = false;
	log_remarks(n);
}

static void on_policy(void *context, const struct sts_value *policy, struct timestamp now)
{
	struct network *n = context;

	route_policy(n->route, policy->duration, now);
}

static void converse_over(struct network *n, struct transport *transport, struct timestamp now)
{
	struct connection_setup setup = {
		.config = n->config,
		.host = route_host(n->route),
		.secure = route_secure(n->route),
		.presence = n->presence,
		.outbox = n->outbox,
		.seed = &n->seed,
		.watched = !n->memory, /* memory cannot die without a word */
		.heard = on_heard,
		.policy = on_policy,
		.context = n,
	};

	n->connection = connection_new(&setup, transport, &n->counts, now);
	enter(n, NETWORK_SECURING, now);
}

/* How long to wait before the next attempt: not at all where STS sends us, or while there are
 * servers that have not had their turn. */
static int64_t next_wait(struct network *n, struct timestamp now)
{
	int64_t demand = n->connection ? connection_demand_ms(n->connection) : 0;
	int upgrade = n->connection ? connection_upgrade_port(n->connection) : 0;

	if (upgrade > 0) {
		route_upgrade(n->route, upgrade);
		return 0;
	}
	if (!route_end(n->route, n->state == NETWORK_UP, now) && demand == 0)
		return 0;
	int64_t wait = backoff_next(&n->backoff, &n->seed);
	return wait < demand ? demand : wait;
}

/* The connection is gone, or never came to be: wait and try again, unless we wanted to go. */
static void drop(struct network *n, const char *err, struct timestamp now)
{
	if (n->state == NETWORK_UP && now.ms - n->since_ms >= SETTLED_MS)
		backoff_reset(&n->backoff);

	int64_t wait = next_wait(n, now);

	if (n->disconnect)
		log_info(n->config->name, "left");
	else if (n->memory)
		log_info(n->config->name, "%s", err);
	else
		log_warn(n->config->name, "%s; trying %s in %lld s", err,
			route_forks(n->route) ? route_host(n->route) : "again",
			(long long)(wait + 999) / 1000);
	n->retry_ms = n->memory ? NEVER : now.ms + wait;
	enter(n, n->disconnect ? NETWORK_IDLE : NETWORK_WAITING, now);
	if (!n->memory)
		disconnect(n);
}

static void begin_dialling(struct network *n, struct timestamp now)
{
	route_begin(n->route, now);
	n->dial = dial_new(route_host(n->route), route_port(n->route), now);
	n->dials++;
	enter(n, NETWORK_DIALLING, now);
}

static void go_on_dialling(struct network *n, struct timestamp now)
{
	struct tls_setup setup = credentials_tls(n->config, route_host(n->route));
	struct transport *transport;
	struct error err;
	int fd;

	switch (dial_step(n->dial, now, &fd, &err)) {
	case DIAL_AGAIN:
		return;
	case DIAL_FAILED:
		drop(n, err.text, now);
		return;
	case DIAL_CONNECTED:
		transport =
			route_secure(n->route) ? tls_new(fd, &setup, &err) : transport_plain(fd);
		if (transport)
			converse_over(n, transport, now);
		else
			drop(n, err.text, now);
	}
}

/* The handshake has failed. When the network is at fault another address may serve; when the
 * server cannot be trusted, none of its addresses can. */
static void securing_failed(struct network *n, const char *err, struct timestamp now)
{
	struct error told;

	error_set(&told, "%s port %d: %s", route_host(n->route), route_port(n->route), err);
	if (!n->dial || !dial_has_more(n->dial) ||
		tls_distrusted(connection_transport(n->connection))) {
		drop(n, told.text, now);
		return;
	}
	log_info(n->config->name, "%s", told.text);
	connection_free(n->connection);
	n->connection = NULL;
	enter(n, NETWORK_DIALLING, now);
	go_on_dialling(n, now);
}

static void secure(struct network *n, struct timestamp now)
{
	struct transport *t = connection_transport(n->connection);
	struct error err;
	int result = t->kind->open(t, &err);

	if (result == TRANSPORT_FAILED) {
		securing_failed(n, err.text, now);
	} else if (result == 0) {
		dial_free(n->dial);
		n->dial = NULL;
		if (route_secure(n->route))
			log_info(n->config->name, "secured by %s", tls_protocol(t));
		credentials_hand_nickserv(
			n->presence, n->live, route_host(n->route), route_secure(n->route));
		if (connection_begin(n->connection, now, &err))
			enter(n, NETWORK_NEGOTIATING, now);
		else
			drop(n, err.text, now);
	}
}

/* Sends the farewell when there is somebody to hear it; else the connection just ends. Over
 * memory nobody closes, so it ends with the farewell. */
static void quit_and_close(struct network *n, struct timestamp now)
{
	if (n->state == NETWORK_REGISTERING || n->state == NETWORK_UP) {
		connection_leave(n->connection, n->disconnect, now);
		enter(n, n->memory ? NETWORK_IDLE : NETWORK_QUITTING, now);
	} else if (n->state != NETWORK_QUITTING) {
		enter(n, NETWORK_IDLE, now);
		disconnect(n);
	}
}

void network_quit(struct network *n, const char *reason, struct timestamp now)
{
	char line[400];
	struct buf to = BUF(line);
	size_t length = strcspn(reason, "\r\n");

	if (n->disconnect)
		return;
	n->live = n->config; /* who goes, goes by what it came with */
	buf_add(&to, "QUIT :%.*s", (int)text_cut_word(reason, length, 300), reason);
	n->disconnect = must_string(line);
	if (!n->hearing)
		quit_and_close(n, now);
}

void network_configure(struct network *n, const struct config_network *config, struct timestamp now)
{
	n->live = config;
	outbox_pace(n->outbox, config->burst, config->interval_ms);
	presence_configure(n->presence, config, now, n->outbox);
}

/* --- turns ------------------------------------------------------------------------------------ */

static bool conversing(const struct network *n)
{
	return n->state >= NETWORK_NEGOTIATING && n->state <= NETWORK_QUITTING;
}

/* How long the present state may still last; NEVER: no limit. */
static int64_t time_left(const struct network *n, struct timestamp now)
{
	int64_t most = n->memory ? 0 : states[n->state].most_ms, lasted = now.ms - n->since_ms;

	if (most == 0)
		return NEVER;
	return lasted < most ? most - lasted : 0;
}

/* A turn of the conversation; true if there is more to read. */
static bool converse(struct network *n, struct timestamp now)
{
	bool more = connection_turn(n->connection, now);

	log_remarks(n);
	if (connection_over(n->connection))
		drop(n, connection_over(n->connection), now);
	else if (n->state == NETWORK_NEGOTIATING && connection_settled(n->connection))
		enter(n, NETWORK_REGISTERING, now);
	return more;
}

/* One step in each state that is reached; true if there is more to read. */
static bool step(struct network *n, struct timestamp now)
{
	bool more = false;

	if (n->state == NETWORK_WAITING && n->retry_ms != NEVER && now.ms >= n->retry_ms)
		begin_dialling(n, now);
	if (n->state == NETWORK_DIALLING)
		go_on_dialling(n, now);
	if (n->state == NETWORK_SECURING)
		secure(n, now);
	if (conversing(n))
		more = converse(n, now);
	if (time_left(n, now) == 0) {
		if (n->state == NETWORK_SECURING)
			securing_failed(n, "no end of the TLS handshake", now);
		else
			drop(n, "the server takes too long", now);
	}
	if (n->disconnect && n->state != NETWORK_IDLE)
		quit_and_close(n, now);
	return more && conversing(n);
}

/* The sooner of two waits, NEVER being the latest. */
static int64_t sooner(int64_t a, int64_t b)
{
	return a < 0 || (b >= 0 && b < a) ? b : a;
}

int64_t network_turn(struct network *n, struct timestamp now)
{
	if (step(n, now))
		return 0;
	int64_t wait = time_left(n, now);

	if (n->state == NETWORK_DIALLING)
		wait = sooner(wait, dial_wait_ms(n->dial, now));
	if (n->state == NETWORK_WAITING && n->retry_ms != NEVER)
		wait = sooner(wait, n->retry_ms > now.ms ? n->retry_ms - now.ms : 0);
	if (conversing(n))
		wait = sooner(wait, connection_wait_ms(n->connection, now));
	return wait;
}

size_t network_poll(const struct network *n, struct pollfd *fds)
{
	if (n->state == NETWORK_DIALLING)
		return dial_poll(n->dial, fds);
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
	begin_dialling(n, now);
	return true;
}

/* --- over memory ------------------------------------------------------------------------------ */

bool network_open_memory(struct network *n, struct timestamp now, struct error *err)
{
	disconnect(n);
	n->memory = true;
	converse_over(n, transport_memory(), now);
	if (connection_begin(n->connection, now, err)) {
		enter(n, NETWORK_NEGOTIATING, now);
		return true;
	}
	disconnect(n);
	enter(n, NETWORK_IDLE, now);
	return false;
}

void network_feed(struct network *n, const char *bytes, size_t length, struct timestamp now)
{
	if (!n->memory || !conversing(n))
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

void network_hang_up(struct network *n, struct timestamp now)
{
	if (!n->memory || !conversing(n))
		return;
	transport_memory_end(connection_transport(n->connection));
	while (step(n, now))
		;
}

/* --- accessors -------------------------------------------------------------------------------- */

const struct config_network *network_config(const struct network *n)
{
	return n->live;
}

struct presence *network_presence(struct network *n)
{
	return n->presence;
}

struct outbox *network_outbox(struct network *n)
{
	return n->outbox;
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
