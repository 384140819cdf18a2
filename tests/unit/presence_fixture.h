#ifndef TONLE_TESTS_PRESENCE_FIXTURE_H
#define TONLE_TESTS_PRESENCE_FIXTURE_H

/* A presence, told by events alone, and what it says. */
#include "net/presence.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const struct config_channel channels[] = {{.name = "#one"}, {.name = "#Two[]"}};
static const struct config_network config = {
	.name = "test", .nick = "tonle", .channels = channels, .channel_count = 2};

struct world {
	struct presence *p;
	struct outbox *out;
	struct timestamp now;
	char said[4096];
	enum log_level level; /* of what was last logged */
};

__attribute__((unused)) static struct world begin(void)
{
	return (struct world){
		.p = presence_new(&config, 3),
		.out = outbox_new(5, 0),
		.now = {.ms = 1000},
	};
}

static void finish(struct world *w)
{
	presence_free(w->p);
	outbox_free(w->out);
}

/* What waits in the outbox, '|' behind each line. */
static const char *said(struct world *w)
{
	const char *line, *tags;

	w->said[0] = '\0';
	while ((line = outbox_take(w->out, w->now, &tags)) != NULL)
		strcat(strcat(w->said, line), "|");
	return w->said;
}

/* An event from nick!user@host with up to three parameters. */
static const char *hear(struct world *w, enum event_kind kind, int numeric, const char *nick,
	const char *a, const char *b, const char *c)
{
	const char *params[] = {a, b, c};
	struct event e = {
		.kind = kind,
		.network = "test",
		.command = kind == EVENT_OTHER ? "CHGHOST" : "",
		.numeric = numeric,
		.nick = nick,
		.user = numeric ? "" : "user",
		.host = numeric ? "" : "host",
		.account = "",
		.target = a,
		.text = "",
		.msgid = "",
		.params = params,
		.count = (size_t)(a != NULL) + (b != NULL) + (c != NULL),
	};

	presence_handle(w->p, &e, w->now, w->out);
	return said(w);
}

static const char *numeric(struct world *w, int number, const char *a, const char *b, const char *c)
{
	return hear(w, number == 1 ? EVENT_WELCOME : EVENT_NUMERIC, number, "irc.test", a, b, c);
}

__attribute__((unused)) static const char *pass(struct world *w, int64_t ms)
{
	w->now.ms += ms;
	presence_tick(w->p, w->now, w->out);
	return said(w);
}

/* What it would log, '|' after each line. */
__attribute__((unused)) static const char *logged(struct world *w)
{
	w->said[0] = '\0';
	for (const struct diagnostic *it; (it = presence_diagnostic(w->p)) != NULL;)
		w->level = it->level, strcat(strcat(w->said, it->text), "|");
	return w->said;
}

#endif
