#include "net/connection.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"
#include "net/connection_log.h"
#include "net/registration.h"
#include "wire/disconnect.h"
#include "wire/line.h"
#include "wire/link.h"
#include "wire/session.h"
#include "wire/watchdog.h"

#include <stdlib.h>
#include <string.h>

enum { UNSENT_ENOUGH = 16 * 1024 /* with more unsent bytes, nothing is taken from the outbox */ };

struct connection {
	struct connection_setup with;
	struct connection_counts *counts;
	struct link *link;
	struct session *session; /* NULL before connection_begin(), as is registration */
	struct registration *registration;
	struct watchdog watchdog;
	struct timestamp now; /* of this turn, for callbacks */
	char server[256];
	uint64_t too_long; /* the framer's lines too long, as counted in `refused` */
	uint64_t standard_replies;
	uint64_t old; /* the session's old messages, as counted */
	int upgrade_port;
	bool released; /* NICK and USER have been sent */
	bool quitting, over;
	bool write_failed;
	struct error write_error;
	struct disconnect disconnect;
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
	registration_free(c->registration);
	session_free(c->session);
	link_free(c->link);
	free(c);
}

/* --- sending ---------------------------------------------------------------------------------- */

/* Ends the connection after the turn, because libircclient may be inside a callback. Keeps the
 * first reason: the server's own (ERROR) says more than "closed". */
static void end_later(struct connection *c, const char *reason)
{
	if (c->disconnect.err.text[0] == '\0')
		error_set(&c->disconnect.err, "%s", reason);
	c->over = true;
}

/* After a failed write, reads one more turn, which may hold the server's ERROR. Only one, since a
 * server that does not read may send for ever. */
static void write_out(struct connection *c)
{
	if (!c->over && !c->write_failed)
		c->write_failed = !link_write(c->link, c->now, &c->write_error);
}

static void put_unsent(struct connection *c, const char *line)
{
	link_put(c->link, line, strlen(line), c->now);
	link_put(c->link, "\r\n", 2, c->now);
	c->counts->said++;
}

/* Sends a protocol line at once, but charges it to the pace. */
static void put_charged(struct connection *c, const char *line)
{
	put_unsent(c, line);
	outbox_charge(c->with.outbox, c->now);
}

/* Moves what libircclient wants to send to the link; NICK and USER wait inside it until released.
 */
static void drain(struct connection *c)
{
	char bytes[2048];

	if (!c->released)
		return;
	for (size_t got; (got = session_drain(c->session, bytes, sizeof bytes)) > 0;)
		link_put(c->link, bytes, got, c->now);
}

/* Sends a line through libircclient. tags: client tags without '@', or "". */
static void send_tagged(struct connection *c, const char *tags, const char *line)
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

static bool may_send(const struct connection *c)
{
	return connection_negotiated(c) && !c->quitting && !c->over && !c->write_failed &&
	       link_unsent(c->link) < UNSENT_ENOUGH;
}

bool connection_has(const struct connection *c, enum cap_name cap)
{
	return c->registration && registration_has(c->registration, cap);
}

/* Whether the server accepts the tag: client tags need message-tags, and CLIENTTAGDENY must not
 * name them. */
static bool may_send_tag(const struct connection *c, const char *name)
{
	if (strcmp(name, "label") == 0)
		return connection_has(c, CAP_LABELED_RESPONSE);
	return connection_has(c, CAP_MESSAGE_TAGS) &&
	       isupport_tag_passes(presence_isupport(c->with.presence), name);
}

/* Copies the tags that the server accepts to out. */
static void keep_allowed_tags(const struct connection *c, const char *tags, char *out, size_t size)
{
	struct buf to = buf_over(out, size);

	while (*tags) {
		size_t length = strcspn(tags, ";"), key = strcspn(tags, "=;");
		char name[64];
		struct buf named = BUF(name);

		if (buf_put(&named, tags, key) && may_send_tag(c, name))
			buf_add(&to, "%s%.*s", *out ? ";" : "", (int)length, tags);
		tags += length + (tags[length] == ';');
	}
}

static void flush_outbox(struct connection *c)
{
	const char *line, *tags;
	char allowed[1024];

	while (may_send(c) && (line = outbox_take(c->with.outbox, c->now, &tags)) != NULL) {
		keep_allowed_tags(c, tags, allowed, sizeof allowed);
		send_tagged(c, allowed, line);
		write_out(c);
	}
	write_out(c);
}

/* --- registering ------------------------------------------------------------------------------ */

static void put_registration_line(void *context, const char *line)
{
	put_unsent(context, line);
}

/* Sends NICK and USER. */
static void release_names(void *context)
{
	struct connection *c = context;

	c->released = true;
	drain(c);
}

static void pass_policy_on(void *context, const struct sts_value *policy)
{
	struct connection *c = context;

	if (c->with.policy)
		c->with.policy(c->with.context, policy, c->now);
}

static void check_registration(struct connection *c)
{
	const struct registration_state *state = registration_state(c->registration);

	if (c->over || !state->error)
		return;
	write_out(c);
	c->upgrade_port = state->upgrade_port;
	c->disconnect.demand_ms = state->demand_ms;
	end_later(c, state->error);
}

/* --- receiving -------------------------------------------------------------------------------- */

static void count_refused(struct connection *c, const char *what)
{
	connection_log_refused(c->with.config->name, &c->counts->refused, what);
}

static void on_ping(struct connection *c, const struct line *line)
{
	char answer[512 - 2];
	struct buf to = BUF(answer);

	if (line->count > 0 && buf_add(&to, "PONG :%s", line->params[0]))
		put_charged(c, answer);
}

static void on_pong(struct connection *c, const struct line *line)
{
	if (line->count > 0)
		watchdog_pong(&c->watchdog, line->params[line->count - 1], c->now);
	c->counts->lag_ms = c->watchdog.lag_ms;
}

static void on_disconnect(struct connection *c, const struct line *line)
{
	struct presence *presence = c->with.presence;

	c->over |= disconnect_handle(
		&c->disconnect, line, presence_nick(presence), presence_casemap(presence));
}

/* Handles protocol lines before they become events. */
static void handle_protocol(struct connection *c, const struct line *line)
{
	static const struct {
		const char *command;
		void (*handle)(struct connection *c, const struct line *line);
	} handlers[] = {
		{"PING", on_ping}, {"PONG", on_pong}, {"ERROR", on_disconnect},
		{"KILL", on_disconnect}, {"465", on_disconnect}, /* ERR_YOUREBANNEDCREEP */
	};

	for (size_t i = 0; i < sizeof handlers / sizeof *handlers; i++)
		if (text_same(handlers[i].command, line->command))
			handlers[i].handle(c, line);
	if (line->numeric == 1 && line->prefix[0] && strlen(line->prefix) < sizeof c->server)
		strcpy(c->server, line->prefix);
}

static void pass_event_on(void *context, const struct event *event)
{
	struct connection *c = context;

	c->with.deliver(c->with.context, event, c->now);
}

/* Logs that messages were dropped as old. Its clock may have been set, so sends PING: the PONG
 * carries the server's time. */
static void watch_history(struct connection *c)
{
	const struct replay *replay = session_replay(c->session);

	if (c->old == replay->old)
		return;
	c->old = replay->old;
	connection_log_old(c->with.config->name, &c->counts->old, replay->age_s, replay->doubtful);
	watchdog_ask(&c->watchdog);
}

/* Handles the lines that wait in the session, and sends what they have led to. */
static void flush_session(struct connection *c)
{
	session_flush(c->session);
	session_align(
		c->session, presence_nick(c->with.presence), presence_casemap(c->with.presence));
	drain(c);
	flush_outbox(c);
}

static void receive_line(struct connection *c, char *bytes, size_t length)
{
	struct line line;
	enum line_error error = line_parse(&line, bytes, length);
	bool message = strcmp(line.command, "PRIVMSG") == 0;

	if (error != LINE_OK) {
		count_refused(c, line_error_name(error));
		return;
	}
	if (!message && session_waits(c->session))
		flush_session(c);
	c->counts->heard++;
	if (!message) {
		handle_protocol(c, &line);
		registration_handle(c->registration, &line, c->now);
		connection_log_reply(c->with.config->name, &c->standard_replies, &line);
		check_registration(c);
	}
	if (c->quitting || c->over)
		return;
	enum sanitize_verdict verdict =
		session_push(c->session, &line, c->server, message && link_waits(c->link), c->now);
	if (verdict != SANITIZE_PUSH && verdict != SANITIZE_OWN)
		count_refused(c, sanitize_verdict_name(verdict));
	watch_history(c);
	if (!session_waits(c->session))
		flush_session(c);
}

/* Reads up to one turn's limit; true if there may be more. */
static bool receive(struct connection *c)
{
	bool new_turn = true;

	while (!c->over) {
		struct error err;
		char *line;
		size_t length;
		uint64_t too_long = link_too_long(c->link);
		enum link_result result = link_read(c->link, new_turn, &line, &length, &err);

		new_turn = false;
		/* only whole lines are a sign of life */
		if (result == LINK_LINE || link_too_long(c->link) > too_long)
			watchdog_received(&c->watchdog, c->now);
		for (; c->too_long < link_too_long(c->link); c->too_long++)
			count_refused(c, line_error_name(LINE_TOO_LONG));
		if (result == LINK_BROKEN)
			end_later(c, err.text);
		if (result != LINK_LINE) {
			flush_session(c);
			return result == LINK_ENOUGH;
		}
		receive_line(c, line, length);
	}
	flush_session(c);
	return false;
}

/* --- from CAP LS to QUIT ---------------------------------------------------------------------- */

static bool attach_session(struct connection *c, struct error *err)
{
	const struct config_network *config = c->with.config;
	struct session_setup setup = {
		.network = config->name,
		.nick = presence_nick(c->with.presence),
		.user = config->user[0] ? config->user : config->nick,
		.realname = config->realname[0] ? config->realname : config->nick,
		.emit = pass_event_on,
		.context = c,
	};

	c->session = session_new(&setup, err);
	return c->session != NULL;
}

bool connection_begin(struct connection *c, struct timestamp now, struct error *err)
{
	struct registration_setup setup = {.config = c->with.config,
		.host = c->with.host,
		.secure = c->with.secure,
		.put = put_registration_line,
		.release = release_names,
		.policy = pass_policy_on,
		.context = c};

	presence_reset(c->with.presence);
	outbox_reset(c->with.outbox);
	c->now = now;
	if (!attach_session(c, err))
		return false;
	c->registration = registration_new(&setup, now, err);
	if (!c->registration)
		return false;
	write_out(c);
	return true;
}

bool connection_negotiated(const struct connection *c)
{
	return c->registration && registration_state(c->registration)->negotiated;
}

int connection_upgrade_port(const struct connection *c)
{
	return c->upgrade_port;
}

/* Sends PING when due, and ends the connection if it is not answered. */
static void watch_silence(struct connection *c)
{
	char line[64];
	struct buf to = BUF(line);

	switch (watchdog_tick(&c->watchdog, c->now, c->with.seed)) {
	case WATCHDOG_CONTENT:
		break;
	case WATCHDOG_PING:
		buf_add(&to, "PING :%s", c->watchdog.token);
		put_charged(c, line);
		break;
	case WATCHDOG_DEAD:
		end_later(c, "no sign of life, and no answer to PING");
	}
}

void connection_send(struct connection *c)
{
	flush_outbox(c);
}

bool connection_turn(struct connection *c, struct timestamp now)
{
	c->now = now;
	if (!c->registration || c->over)
		return false;
	bool had_failed = c->write_failed;
	bool more = receive(c);
	if (had_failed)
		end_later(c, c->write_error.text);
	registration_tick(c->registration, now);
	check_registration(c);
	presence_tick(c->with.presence, now, c->with.outbox);
	if (c->with.watched)
		watch_silence(c);
	flush_outbox(c);
	return more && !c->over;
}

int64_t connection_wait_ms(const struct connection *c, struct timestamp now)
{
	int64_t wait = c->with.watched ? watchdog_wait_ms(&c->watchdog, now) : -1;

	if (c->write_failed)
		return 0; /* read what is left, then end */
	if (c->registration)
		wait = timestamp_sooner(wait, registration_tick(c->registration, now));
	if (!may_send(c))
		return wait;
	wait = timestamp_sooner(wait, presence_tick(c->with.presence, now, c->with.outbox));
	return timestamp_sooner(wait, outbox_wait_ms(c->with.outbox, now));
}

void connection_quit(struct connection *c, const char *line, struct timestamp now)
{
	c->now = now;
	if (c->released && !c->quitting) {
		send_tagged(c, "", line);
		write_out(c);
	}
	c->quitting = true;
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

const char *connection_error(const struct connection *c)
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
