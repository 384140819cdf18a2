/* One connection in memory, through libircclient: our nick among many changes, what ends the
 * connection and for how long, and which tags are sent. */
#include "net/connection.h"

#include "base/log.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct config_channel channel = {.name = "#one"};

static const struct config_network config = {.name = "test",
	.server = "irc.invalid",
	.nick = "tonle",
	.user = "tonle",
	.realname = "tonle",
	.channels = &channel,
	.channel_count = 1,
	.burst = 5,
	.ping_ms = 90000,
	.gone_ms = 60000};

struct world {
	struct connection_setup setup;
	struct connection_counts counts;
	struct connection *c;
	struct timestamp now;
	uint32_t seed;
	char said[8192], heard[64];
};

/* Answers what is said to it. */
static void on_heard(void *context, const struct event *e, struct timestamp now)
{
	struct world *w = context;

	presence_handle(w->setup.presence, e, now, w->setup.outbox);
	if (e->kind != EVENT_PRIVMSG || e->from_self)
		return;
	snprintf(w->heard, sizeof w->heard, "%s", e->text);
	outbox_say(w->setup.outbox, URGENCY_REPLY, "PRIVMSG", e->nick, e->text, e->msgid);
}

static const char *feed(struct world *w, const char *line)
{
	struct transport *t = connection_transport(w->c);

	transport_memory_feed(t, line, strlen(line));
	transport_memory_feed(t, "\r\n", 2);
	while (connection_turn(w->c, w->now))
		;
	w->said[transport_memory_fetch(t, w->said, sizeof w->said - 1)] = '\0';
	return w->said;
}

static struct world *begin(const char *capabilities)
{
	struct world *w = calloc(1, sizeof *w);
	struct error err;
	char line[256];

	assert_non_null(w);
	log_level(LOG_LEVEL_ERROR);
	w->now.ms = 1000;
	w->setup = (struct connection_setup){.config = &config,
		.host = "127.0.0.1",
		.presence = presence_new(&config, 3),
		.outbox = outbox_new(5, 0),
		.seed = &w->seed,
		.deliver = on_heard,
		.context = w};
	w->c = connection_new(&w->setup, transport_memory(), &w->counts, w->now);
	assert_true(connection_begin(w->c, w->now, &err));
	snprintf(line, sizeof line, ":s CAP * LS :%s", capabilities);
	feed(w, line);
	snprintf(line, sizeof line, ":s CAP * ACK :%s", capabilities);
	feed(w, line);
	feed(w, ":s 001 tonle :hi");
	feed(w, ":tonle!t@h JOIN #one");
	return w;
}

static void finish(struct world *w)
{
	connection_free(w->c);
	presence_free(w->setup.presence);
	outbox_free(w->setup.outbox);
	free(w);
}

/* libircclient takes everyone whose nick begins with ours for us; it is put right each time. */
static void a_storm_of_nicks(void **state)
{
	static const char *const looks[] = {"tonle_", "tonl", "tonle2", "TONLE^", "tonle[", "t"};
	struct world *w = begin("");
	char line[128];

	(void)state;
	for (size_t i = 0; i < 3000; i++) {
		snprintf(line, sizeof line, ":%s!u@h NICK %s", looks[i % 6],
			looks[(i + 1 + i / 6) % 6]);
		assert_string_equal(feed(w, line), "");
		assert_string_equal(presence_nick(w->setup.presence), "tonle");
	}
	for (size_t i = 0; i < 2000; i++) {
		snprintf(line, sizeof line, ":%s!t@h NICK tonle%zu",
			presence_nick(w->setup.presence), i % 7);
		feed(w, line);
		snprintf(line, sizeof line, "tonle%zu", i % 7);
		assert_string_equal(presence_nick(w->setup.presence), line);
		feed(w, ":tonle9!u@h NICK tonle99");
		assert_string_equal(presence_nick(w->setup.presence), line);
	}
	feed(w, ":a!b@c PRIVMSG tonle5 :still there?");
	assert_string_equal(w->heard, "still there?");
	feed(w, ":tonle!x@y PRIVMSG #one :not ours");
	assert_string_equal(w->heard, "not ours");
	finish(w);
}

static void the_end_is_named(void **state)
{
	static const struct {
		const char *lines[2], *err;
		int64_t demand_ms;
	} rows[] = {
		{{":oper!o@h KILL tonle :oper (too loud)", "ERROR :Closing Link: Killed (oper)"},
			"killed by an operator: oper (too loud); the server said: Closing Link: "
			"Killed (oper)",
			60000},
		{{":s 465 tonle :You are banned from this server", "ERROR :Closing Link: bye"},
			"we are banned here (465): You are banned from this server; the server "
			"said: Closing Link: bye",
			1800000},
		{{"ERROR :Closing Link: 127.0.0.1 (Excess Flood)", NULL},
			"the server said: Closing Link: 127.0.0.1 (Excess Flood)", 120000},
		{{"ERROR :Trying to reconnect too fast.", NULL},
			"the server said: Trying to reconnect too fast.", 120000},
		{{":oper!o@h KILL somebody :else", "ERROR :restarting"},
			"the server said: restarting", 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct world *w = begin("");

		for (size_t j = 0; j < 2 && rows[i].lines[j]; j++)
			feed(w, rows[i].lines[j]);
		assert_non_null(connection_error(w->c));
		assert_string_equal(connection_error(w->c), rows[i].err);
		assert_int_equal(connection_demand_ms(w->c), rows[i].demand_ms);
		finish(w);
	}
}

static ssize_t refuse(struct transport *t, const char *bytes, size_t size, struct error *err)
{
	(void)t, (void)bytes, (void)size;
	error_set(err, "Broken pipe");
	return TRANSPORT_FAILED;
}

/* The server has said why and closed; only then do we try to write. */
static void the_reason_is_read_when_nothing_can_be_written(void **state)
{
	static const char *const lines[] = {
		":a!b@c PRIVMSG tonle :x\r\nERROR :Closing Link (K-lined: no bots)",
		":a!b@c PRIVMSG tonle :x"};
	static struct transport_kind broken;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct world *w = begin("");
		struct transport *t = connection_transport(w->c);
		const struct transport_kind *whole = t->kind;

		broken = *whole;
		broken.write = refuse;
		t->kind = &broken;
		feed(w, lines[i]);
		feed(w, ":a!b@c PRIVMSG tonle :x");
		assert_string_equal(connection_error(w->c),
			i == 0 ? "the server said: Closing Link (K-lined: no bots)"
			       : "Broken pipe");
		assert_int_equal(connection_demand_ms(w->c), i == 0 ? 1800000 : 0);
		t->kind = whole;
		finish(w);
	}
}

/* A server that does not read but keeps sending is left, too. */
static void not_all_is_read_when_nothing_can_be_written(void **state)
{
	static struct transport_kind broken;
	struct world *w = begin("");
	struct transport *t = connection_transport(w->c);
	const struct transport_kind *whole = t->kind;
	uint64_t before = w->counts.heard;

	(void)state;
	broken = *whole;
	broken.write = refuse;
	t->kind = &broken;
	for (int i = 0; i < 10000; i++)
		transport_memory_feed(t, "PING :x\r\n", 9);
	feed(w, "PING :x");
	assert_string_equal(connection_error(w->c), "Broken pipe");
	assert_true(w->counts.heard - before <= 128); /* two turns' shares */
	t->kind = whole;
	finish(w);
}

static void tags_go_out_where_they_pass(void **state)
{
	static const char question[] = "@msgid=m1 :a!b@c PRIVMSG tonle :x";
	struct world *w = begin("message-tags");

	(void)state;
	assert_string_equal(feed(w, question), "@+draft/reply=m1;+reply=m1 PRIVMSG a :x\r\n");
	feed(w, ":s 005 tonle CLIENTTAGDENY=*,-draft/reply :are supported");
	assert_string_equal(feed(w, question), "@+draft/reply=m1 PRIVMSG a :x\r\n");
	feed(w, ":s 005 tonle CLIENTTAGDENY=draft/reply :are supported");
	assert_string_equal(feed(w, question), "@+reply=m1 PRIVMSG a :x\r\n");
	feed(w, ":s 005 tonle CLIENTTAGDENY=* :are supported");
	assert_string_equal(feed(w, question), "PRIVMSG a :x\r\n");
	finish(w);
	w = begin("batch");
	assert_string_equal(feed(w, question), "PRIVMSG a :x\r\n");
	finish(w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_storm_of_nicks),
		cmocka_unit_test(the_end_is_named),
		cmocka_unit_test(the_reason_is_read_when_nothing_can_be_written),
		cmocka_unit_test(not_all_is_read_when_nothing_can_be_written),
		cmocka_unit_test(tags_go_out_where_they_pass),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
