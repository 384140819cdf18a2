/*
 * A bot without facts: it echoes what it is asked, over the real connection and loop, so that these
 * can be tested without facts, patterns or a database.
 *
 *	echo_bot PORT NICK CHANNEL BURST INTERVAL_MS
 */
#include "base/log.h"
#include "loop.h"
#include "people/ctcp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct bot {
	struct ctcp ctcp;
};

/* The question in this text: all of it in private, the part after "nick: " in a channel. */
static const char *question(const struct presence *p, const char *text, bool in_private)
{
	const char *nick = presence_nick(p);
	size_t length = strlen(nick);

	if (in_private)
		return text;
	return strncmp(text, nick, length) == 0 && strncmp(text + length, ": ", 2) == 0
		       ? text + length + 2
		       : NULL;
}

static void hear(struct bot *bot, struct network *n, const struct event *e, struct timestamp now)
{
	struct presence *p = network_presence(n);
	struct outbox *out = network_outbox(n);
	char text[5000];

	presence_handle(p, e, now, out);
	if (ctcp_answer(&bot->ctcp, e, presence_nick(p), now, text, sizeof text))
		outbox_say(out, URGENCY_BULK, "NOTICE", e->nick, text, "");
	if (e->kind != EVENT_PRIVMSG || e->from_server || e->from_self || e->from_bot ||
		e->replayed)
		return;
	const char *channel = presence_channel(p, e->target);
	const char *asked = question(p, e->text, !channel);
	if (!asked)
		return;
	snprintf(text, sizeof text, "%s: %s", e->nick, asked);
	outbox_say(out, URGENCY_REPLY, "PRIVMSG", channel ? channel : e->nick, text, e->msgid);
}

int main(int argc, char **argv)
{
	if (argc != 6) {
		fputs("usage: echo_bot PORT NICK CHANNEL BURST INTERVAL_MS\n", stderr);
		return 2;
	}
	struct bot bot = {0};
	const struct config_channel channel = {.name = argv[3]};
	struct config_network network = {
		.name = "test",
		.server = "127.0.0.1",
		.port = atoi(argv[1]),
		.nick = argv[2],
		.user = "echo",
		.realname = "a bot under test",
		.channels = &channel,
		.channel_count = 1,
		.burst = (unsigned)atoi(argv[4]),
		.interval_ms = (unsigned)atoi(argv[5]),
	};
	const struct config config = {
		.path = "the command line", .networks = &network, .network_count = 1};

	log_level(LOG_LEVEL_DEBUG);
	return loop_run(&config, &(struct loop_hooks){.bot = &bot, .hear = hear});
}
