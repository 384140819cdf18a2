#include "conversation.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/log.h"
#include "wire/backoff.h"
#include "wire/line.h"
#include "wire/link.h"
#include "wire/session.h"
#include "wire/watchdog.h"

#include <stdlib.h>
#include <string.h>

enum {
	UNSENT_ENOUGH = 16 * 1024, /* with so much unsent, no more is taken from the outbox */
	BANNED_MS = 1800 * 1000
};

struct conversation {
	struct conversation_setup with;
	struct conversation_counts *counts;
	struct link *link;
	struct session *session; /* NULL before conversation_attach() */
	struct watchdog watchdog;
	struct moment now; /* of the turn, for on_event() */
	char server[256];
	uint64_t too_long; /* lines of the framer's already counted as refused */
	int64_t demand_ms;
	bool registering; /* NICK and USER are let go */
	bool leaving, over;
	struct fault why;
};

struct conversation *conversation_new(const struct conversation_setup *setup,
	struct transport *transport, struct conversation_counts *counts, struct moment now)
{
	struct conversation *c = must_alloc(sizeof *c);

	c->with = *setup;
	c->counts = counts;
	c->link = link_new(transport);
	c->now = now;
	strcpy(c->server, "server");
	watchdog_start(&c->watchdog, now);
	return c;
}

void conversation_free(struct conversation *c)
{
	if (!c)
		return;
	session_free(c->session);
	link_free(c->link);
	free(c);
}

/* --- saying ----------------------------------------------------------------------------------- */

/* It cannot go on; acted upon after the turn, because libircclient may be inside a callback. The
 * first reason counts: a server's own (ERROR) says more than "closed". */
static void end(struct conversation *c, const char *reason)
{
	if (c->why.text[0] == '\0')
		fault_set(&c->why, "%s", reason);
	c->over = true;
}

static void write_out(struct conversation *c)
{
	struct fault why;

	if (!c->over && !link_write(c->link, c->now, &why))
		end(c, why.text);
}

/* A line of the wire's own: past the queue, but charged to the pace. */
static void say_now(struct conversation *c, const char *line)
{
	link_put(c->link, line, strlen(line), c->now);
	link_put(c->link, "\r\n", 2, c->now);
	outbox_charge(c->with.outbox, c->now);
	c->counts->said++;
}

/* What libircclient wants to send goes to the link; NICK and USER wait inside it until they may. */
static void drain(struct conversation *c)
{
	char bytes[2048];

	if (!c->registering)
		return;
	for (size_t got; (got = session_drain(c->session, bytes, sizeof bytes)) > 0;)
		link_put(c->link, bytes, got, c->now);
}

static void say(struct conversation *c, const char *line)
{
	if (!session_send(c->session, line))
		return;
	drain(c);
	c->counts->said++;
}

static bool may_say(const struct conversation *c)
{
	return c->registering && !c->leaving && !c->over && link_unsent(c->link) < UNSENT_ENOUGH;
}

/* What the outbox lets go, through libircclient to the link. Client tags need the message-tags
 * capability: without CAP they are left out. */
static void flush(struct conversation *c)
{
	const char *line, *tags;

	while (may_say(c) && (line = outbox_take(c->with.outbox, c->now, &tags)) != NULL) {
		say(c, line);
		write_out(c);
	}
	write_out(c);
}

/* --- hearing ---------------------------------------------------------------------------------- */

/* Refusals are logged at the 1st, 2nd, 4th, 8th … so that nobody can fill the log. */
static void refuse(struct conversation *c, const char *what)
{
	uint64_t count = ++c->counts->refused;

	if ((count & (count - 1)) == 0)
		log_info(c->with.config->name, "kept back a line (%s); %llu so far", what,
			(unsigned long long)count);
}

static void on_ping(struct conversation *c, const struct line *line)
{
	char answer[512 - 2];
	struct buf to = BUF(answer);

	if (line->count > 0 && buf_add(&to, "PONG :%s", line->params[0]))
		say_now(c, answer);
}

static void on_pong(struct conversation *c, const struct line *line)
{
	if (line->count > 0)
		watchdog_pong(&c->watchdog, line->params[line->count - 1], c->now);
	c->counts->lag_ms = c->watchdog.lag_ms;
}

static void on_error(struct conversation *c, const struct line *line)
{
	const char *text = line->count > 0 ? line->params[line->count - 1] : "";

	fault_set(&c->why, "the server said: %.400s", text);
	c->demand_ms = backoff_demanded_ms(text);
	c->over |= c->leaving; /* it is the answer to QUIT */
}

static void on_banned(struct conversation *c, const struct line *line)
{
	(void)line;
	c->demand_ms = BANNED_MS;
}

/* Lines that are acted on here, before anyone hears them. CAP and AUTHENTICATE will be two more. */
static void act_on(struct conversation *c, const struct line *line)
{
	static const struct {
		const char *command;
		void (*act)(struct conversation *c, const struct line *line);
	} acts[] = {
		{"PING", on_ping},   /* to be answered at once */
		{"PONG", on_pong},   /* the answer to our own */
		{"ERROR", on_error}, /* the server's farewell */
		{"465", on_banned},  /* ERR_YOUREBANNEDCREEP */
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
	struct conversation *c = context;

	c->with.heard(c->with.context, event, c->now);
}

static void take_line(struct conversation *c, char *bytes, size_t length)
{
	struct line line;
	enum line_fault fault = line_parse(&line, bytes, length);

	if (fault != LINE_OK) {
		refuse(c, line_fault_name(fault));
		return;
	}
	c->counts->heard++;
	act_on(c, &line);
	if (c->leaving)
		return;
	enum canon_verdict verdict = session_push(c->session, &line, c->server);
	if (verdict != CANON_PUSH && verdict != CANON_OWN)
		refuse(c, canon_verdict_name(verdict));
	session_align(
		c->session, presence_nick(c->with.presence), presence_casemap(c->with.presence));
	drain(c);
	flush(c);
}

/* Hears for one turn; true if there may be more. */
static bool listen_to(struct conversation *c)
{
	bool new_turn = true;

	while (!c->over) {
		struct fault why;
		char *line;
		size_t length;
		uint64_t received = link_received(c->link);
		enum link_result result = link_read(c->link, new_turn, &line, &length, &why);

		new_turn = false;
		if (link_received(c->link) > received)
			watchdog_heard(&c->watchdog, c->now);
		for (; c->too_long < link_too_long(c->link); c->too_long++)
			refuse(c, line_fault_name(LINE_TOO_LONG));
		if (result == LINK_BROKEN)
			end(c, why.text);
		if (result != LINK_LINE)
			return result == LINK_ENOUGH;
		take_line(c, line, length);
	}
	return false;
}

/* --- from NICK to QUIT ------------------------------------------------------------------------ */

bool conversation_attach(struct conversation *c, struct moment now, struct fault *why)
{
	const struct config_network *config = c->with.config;

	presence_reset(c->with.presence);
	outbox_reset(c->with.outbox);
	struct session_setup setup = {
		.network = config->name,
		.nick = presence_nick(c->with.presence),
		.user = config->user[0] ? config->user : config->nick,
		.realname = config->realname[0] ? config->realname : config->nick,
		.heard = on_event,
		.context = c,
	};
	c->now = now;
	c->session = session_new(&setup, why);
	return c->session != NULL;
}

void conversation_register(struct conversation *c, struct moment now)
{
	c->now = now;
	c->registering = true;
	drain(c);
	write_out(c);
}

/* PING when it has been quiet for long, the end when that was not answered. */
static void watch(struct conversation *c)
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
		end(c, "no sign of life for two and a half minutes");
	}
}

bool conversation_turn(struct conversation *c, struct moment now)
{
	c->now = now;
	if (!c->session || c->over)
		return false;
	bool more = listen_to(c);
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

int64_t conversation_wait_ms(const struct conversation *c, struct moment now)
{
	int64_t wait = c->with.watched ? watchdog_wait_ms(&c->watchdog, now) : -1;

	if (!may_say(c))
		return wait;
	wait = sooner(wait, presence_tick(c->with.presence, now, c->with.outbox));
	return sooner(wait, outbox_wait_ms(c->with.outbox, now));
}

void conversation_leave(struct conversation *c, const char *line, struct moment now)
{
	c->now = now;
	if (c->registering && !c->leaving) {
		say(c, line);
		write_out(c);
	}
	c->leaving = true;
}

void conversation_configure(struct conversation *c, const struct config_network *config)
{
	c->with.config = config;
	if (c->session)
		session_rename(c->session, config->name);
}

/* --- accessors -------------------------------------------------------------------------------- */

struct transport *conversation_transport(const struct conversation *c)
{
	return link_transport(c->link);
}

bool conversation_unsent(const struct conversation *c)
{
	return link_unsent(c->link) > 0;
}

const char *conversation_over(const struct conversation *c)
{
	return c->over ? c->why.text : NULL;
}

int64_t conversation_demand_ms(const struct conversation *c)
{
	return c->demand_ms;
}

const char *conversation_server(const struct conversation *c)
{
	return c->server;
}
