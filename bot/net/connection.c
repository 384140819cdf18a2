#include "net/connection.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/log.h"
#include "net/connection_log.h"
#include "net/credentials.h"
#include "wire/backoff.h"
#include "wire/disconnect.h"
#include "wire/line.h"
#include "wire/link.h"
#include "wire/negotiate.h"
#include "wire/session.h"
#include "wire/watchdog.h"

#include <stdlib.h>
#include <string.h>

enum {
	UNSENT_ENOUGH = 16 * 1024, /* with so much unsent, no more is taken from the outbox */
	LOGIN_MS = 600 * 1000      /* stay away for so long when a login that had to be fails */
};

struct connection {
	struct connection_setup with;
	struct connection_counts *counts;
	struct link *link;
	struct session *session; /* NULL before connection_begin() */
	struct credentials credentials;
	struct negotiation *negotiation;
	struct watchdog watchdog;
	struct timestamp now; /* of the turn, for on_event() */
	char server[256];
	uint64_t too_long; /* lines of the framer's already counted as refused */
	uint64_t standard_replies;
	int upgrade_port;
	bool registering; /* NICK and USER are let go */
	bool settled;     /* CAP END is said */
	bool logged_in;
	uint32_t enabled; /* the capabilities told to the log */
	bool leaving, over;
	bool unwritable; /* for the reason in unwritten */
	struct error unwritten;
	struct disconnect disconnect; /* why it ends, whoever ends it */
};

struct connection *connection_new(const struct connection_setup *setup, struct transport *transport,
	struct connection_counts *counts, struct timestamp now)
{
	struct connection *c = must_alloc(sizeof *c);

	c->with = *setup;
	c->counts = counts;
	c->link = link_new(transport);
	c->now = now;
	strcpy(c->server, "server");
	watchdog_start(&c->watchdog, setup->config->ping_ms, setup->config->gone_ms, now);
	return c;
}

void connection_free(struct connection *c)
{
	if (!c)
		return;
	negotiate_free(c->negotiation);
	credentials_wipe(&c->credentials);
	session_free(c->session);
	link_free(c->link);
	free(c);
}

/* --- saying ----------------------------------------------------------------------------------- */

/* It cannot go on; acted upon after the turn, because libircclient may be inside a callback. The
 * first reason counts: a server's own (ERROR) says more than "closed". */
static void end(struct connection *c, const char *reason)
{
	if (c->disconnect.err.text[0] == '\0')
		error_set(&c->disconnect.err, "%s", reason);
	c->over = true;
}

/* What cannot be written ends it, once one more turn's share is read: it may say why. No more than
 * that, since whoever does not read may go on sending. */
static void write_out(struct connection *c)
{
	if (!c->over && !c->unwritable)
		c->unwritable = !link_write(c->link, c->now, &c->unwritten);
}

static void put(struct connection *c, const char *line)
{
	link_put(c->link, line, strlen(line), c->now);
	link_put(c->link, "\r\n", 2, c->now);
	c->counts->said++;
}

/* A line of the wire's own: past the queue, but charged to the pace. */
static void say_now(struct connection *c, const char *line)
{
	put(c, line);
	outbox_charge(c->with.outbox, c->now);
}

/* What libircclient wants to send goes to the link; NICK and USER wait inside it until they may. */
static void drain(struct connection *c)
{
	char bytes[2048];

	if (!c->registering)
		return;
	for (size_t got; (got = session_drain(c->session, bytes, sizeof bytes)) > 0;)
		link_put(c->link, bytes, got, c->now);
}

/* Through libircclient to the link. tags: "" or what stands between '@' and the space. */
static void say(struct connection *c, const char *tags, const char *line)
{
	if (!session_send(c->session, line))
		return;
	if (tags[0]) {
		link_put(c->link, "@", 1, c->now);
		link_put(c->link, tags, strlen(tags), c->now);
		link_put(c->link, " ", 1, c->now);
	}
	drain(c);
	c->counts->said++;
}

static bool may_say(const struct connection *c)
{
	return c->settled && !c->leaving && !c->over && !c->unwritable &&
	       link_unsent(c->link) < UNSENT_ENOUGH;
}

bool connection_has(const struct connection *c, enum cap_name cap)
{
	return c->negotiation && cap_enabled(negotiate_caps(c->negotiation), cap);
}

/* Those of the client tags that the server lets through (CLIENTTAGDENY), in out; none without
 * message-tags. */
static void passing_tags(const struct connection *c, const char *tags, char *out, size_t size)
{
	const struct isupport *support = presence_isupport(c->with.presence);
	struct buf to = buf_over(out, size);

	while (*tags && connection_has(c, CAP_MESSAGE_TAGS)) {
		size_t length = strcspn(tags, ";"), key = strcspn(tags, "=;");
		char name[64];
		struct buf named = BUF(name);

		if (buf_put(&named, tags, key) && isupport_tag_passes(support, name))
			buf_add(&to, "%s%.*s", *out ? ";" : "", (int)length, tags);
		tags += length + (tags[length] == ';');
	}
}

/* What the outbox lets go. */
static void flush(struct connection *c)
{
	const char *line, *tags;
	char passing[1024];

	while (may_say(c) && (line = outbox_take(c->with.outbox, c->now, &tags)) != NULL) {
		passing_tags(c, tags, passing, sizeof passing);
		say(c, passing, line);
		write_out(c);
	}
	write_out(c);
}

/* --- negotiating ------------------------------------------------------------------------------ */

static void say_password(struct connection *c)
{
	char line[512];
	struct buf to = BUF(line);

	if (c->credentials.server.text[0] && buf_add(&to, "PASS :%s", c->credentials.server.text))
		put(c, line);
	secret_wipe(line, sizeof line);
}

static void release_names(struct connection *c)
{
	if (c->registering || !negotiate_named(c->negotiation))
		return;
	c->registering = true;
	say_password(c);
	drain(c);
}

/* What negotiate.c says. NICK and USER go before what follows the answer to CAP LS. */
static void say_negotiating(void *context, const char *line)
{
	struct connection *c = context;

	if (c->negotiation)
		release_names(c);
	put(c, line);
}

/* Acts on how far the negotiation has come. */
static void follow(struct connection *c)
{
	struct negotiation *n = c->negotiation;
	struct sts_value policy = {0};
	bool announced = negotiate_policy(n, &policy);

	if (c->over)
		return;
	if (negotiate_state(n) == NEGOTIATE_UPGRADE) {
		sts_read(negotiate_caps(n)->sts, &policy);
		c->upgrade_port = policy.port;
		end(c, "the server wants TLS (STS)");
		return;
	}
	release_names(c);
	if (announced && c->with.secure && policy.duration >= 0 && c->with.policy)
		c->with.policy(c->with.context, &policy, c->now);
	if (negotiate_logged_in(n) && !c->logged_in) {
		c->logged_in = true;
		log_info(c->with.config->name, "logged in by %s", negotiate_mechanism(n));
	}
	if (negotiate_state(n) == NEGOTIATE_FAILED) {
		write_out(c);
		c->disconnect.demand_ms = LOGIN_MS;
		end(c, "no login, and the configuration requires one");
		log_error(c->with.config->name, "no login: %s", negotiate_why(n));
	}
	if (negotiate_state(n) == NEGOTIATE_ENDED && !c->settled) {
		c->settled = true;
		c->enabled = negotiate_caps(n)->enabled;
		connection_log_negotiated(c->with.config->name, n);
	}
	if (c->settled && c->enabled != negotiate_caps(n)->enabled) {
		c->enabled = negotiate_caps(n)->enabled;
		connection_log_capabilities(c->with.config->name, n);
	}
}

/* --- hearing ---------------------------------------------------------------------------------- */

static void refuse(struct connection *c, const char *what)
{
	connection_log_refused(c->with.config->name, &c->counts->refused, what);
}

static void on_ping(struct connection *c, const struct line *line)
{
	char answer[512 - 2];
	struct buf to = BUF(answer);

	if (line->count > 0 && buf_add(&to, "PONG :%s", line->params[0]))
		say_now(c, answer);
}

static void on_pong(struct connection *c, const struct line *line)
{
	if (line->count > 0)
		watchdog_pong(&c->watchdog, line->params[line->count - 1], c->now);
	c->counts->lag_ms = c->watchdog.lag_ms;
}

/* The server lets go of us, or is about to. */
static void on_farewell(struct connection *c, const struct line *line)
{
	struct presence *presence = c->with.presence;

	c->over |= disconnect_hear(
		&c->disconnect, line, presence_nick(presence), presence_casemap(presence));
}

/* Lines that are acted on here, before anyone hears them. */
static void act_on(struct connection *c, const struct line *line)
{
	static const struct {
		const char *command;
		void (*act)(struct connection *c, const struct line *line);
	} acts[] = {
		{"PING", on_ping}, /* to be answered at once */
		{"PONG", on_pong}, /* the answer to our own */
		{"ERROR", on_farewell}, {"KILL", on_farewell},
		{"465", on_farewell}, /* ERR_YOUREBANNEDCREEP */
	};

	for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
		if (strcmp(acts[i].command, line->command) == 0)
			acts[i].act(c, line);
	if (line->numeric == 1 && line->prefix[0] && strlen(line->prefix) < sizeof c->server)
		strcpy(c->server, line->prefix);
}

/* What the session makes of a line. */
static void on_event(void *context, const struct event *event)
{
	struct connection *c = context;

	c->with.heard(c->with.context, event, c->now);
}

static void take_line(struct connection *c, char *bytes, size_t length)
{
	struct line line;
	enum line_fault error = line_parse(&line, bytes, length);

	if (error != LINE_OK) {
		refuse(c, line_fault_name(error));
		return;
	}
	c->counts->heard++;
	act_on(c, &line);
	negotiate_hear(c->negotiation, &line, c->now);
	connection_log_reply(c->with.config->name, &c->standard_replies, &line);
	follow(c);
	if (c->leaving || c->over)
		return;
	enum sanitize_verdict verdict = session_push(c->session, &line, c->server, c->now.unix);
	if (verdict != SANITIZE_PUSH && verdict != SANITIZE_OWN)
		refuse(c, sanitize_verdict_name(verdict));
	session_align(
		c->session, presence_nick(c->with.presence), presence_casemap(c->with.presence));
	drain(c);
	flush(c);
}

/* Hears for one turn; true if there may be more. */
static bool listen_to(struct connection *c)
{
	bool new_turn = true;

	while (!c->over) {
		struct error err;
		char *line;
		size_t length;
		uint64_t received = link_received(c->link);
		enum link_result result = link_read(c->link, new_turn, &line, &length, &err);

		new_turn = false;
		if (link_received(c->link) > received)
			watchdog_heard(&c->watchdog, c->now);
		for (; c->too_long < link_too_long(c->link); c->too_long++)
			refuse(c, line_fault_name(LINE_TOO_LONG));
		if (result == LINK_BROKEN)
			end(c, err.text);
		if (result != LINK_LINE)
			return result == LINK_ENOUGH;
		take_line(c, line, length);
	}
	return false;
}

/* --- from CAP LS to QUIT ------------------------------------------------------------------------
 */

static bool attach(struct connection *c, struct error *err)
{
	const struct config_network *config = c->with.config;
	struct session_setup setup = {
		.network = config->name,
		.nick = presence_nick(c->with.presence),
		.user = config->user[0] ? config->user : config->nick,
		.realname = config->realname[0] ? config->realname : config->nick,
		.heard = on_event,
		.context = c,
	};

	c->session = session_new(&setup, err);
	return c->session != NULL;
}

bool connection_begin(struct connection *c, struct timestamp now, struct error *err)
{
	const struct config_network *config = c->with.config;
	struct negotiate_setup setup = {.sasl_required = config->sasl.required,
		.secure = c->with.secure,
		.say = say_negotiating,
		.context = c};

	presence_reset(c->with.presence);
	outbox_reset(c->with.outbox);
	c->now = now;
	if (!credentials_read(&c->credentials, config, c->with.host, c->with.secure, err))
		return false;
	if (credentials_wanted(config))
		setup.sasl = &c->credentials.sasl;
	if (!attach(c, err))
		return false;
	c->negotiation = negotiate_new(&setup, now);
	write_out(c);
	return true;
}

bool connection_settled(const struct connection *c)
{
	return c->settled;
}

int connection_upgrade_port(const struct connection *c)
{
	return c->upgrade_port;
}

/* PING when it has been quiet for long, the end when that was not answered. */
static void watch(struct connection *c)
{
	char line[64];
	struct buf to = BUF(line);

	switch (watchdog_tick(&c->watchdog, c->now, c->with.seed)) {
	case WATCHDOG_CONTENT:
		break;
	case WATCHDOG_PING:
		buf_add(&to, "PING :%s", c->watchdog.token);
		say_now(c, line);
		break;
	case WATCHDOG_DEAD:
		end(c, "no sign of life, and no answer to PING");
	}
}

bool connection_turn(struct connection *c, struct timestamp now)
{
	c->now = now;
	if (!c->session || c->over)
		return false;
	bool unwritable = c->unwritable;
	bool more = listen_to(c);
	if (unwritable)
		end(c, c->unwritten.text);
	negotiate_tick(c->negotiation, now);
	follow(c);
	presence_tick(c->with.presence, now, c->with.outbox);
	if (c->with.watched)
		watch(c);
	flush(c);
	return more && !c->over;
}

/* The sooner of two waits, -1 being never. */
static int64_t sooner(int64_t a, int64_t b)
{
	return a < 0 || (b >= 0 && b < a) ? b : a;
}

int64_t connection_wait_ms(const struct connection *c, struct timestamp now)
{
	int64_t wait = c->with.watched ? watchdog_wait_ms(&c->watchdog, now) : -1;

	if (c->unwritable)
		return 0; /* to read what is left, and end */
	if (c->negotiation)
		wait = sooner(wait, negotiate_tick(c->negotiation, now));
	if (!may_say(c))
		return wait;
	wait = sooner(wait, presence_tick(c->with.presence, now, c->with.outbox));
	return sooner(wait, outbox_wait_ms(c->with.outbox, now));
}

void connection_leave(struct connection *c, const char *line, struct timestamp now)
{
	c->now = now;
	if (c->registering && !c->leaving) {
		say(c, "", line);
		write_out(c);
	}
	c->leaving = true;
}

/* --- accessors -------------------------------------------------------------------------------- */

struct transport *connection_transport(const struct connection *c)
{
	return link_transport(c->link);
}

bool connection_unsent(const struct connection *c)
{
	return link_unsent(c->link) > 0;
}

const char *connection_over(const struct connection *c)
{
	return c->over ? c->disconnect.err.text : NULL;
}

int64_t connection_demand_ms(const struct connection *c)
{
	return c->disconnect.demand_ms;
}

const char *connection_server(const struct connection *c)
{
	return c->server;
}
