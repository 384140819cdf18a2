/*
 * Fuzz target for a whole connection: any bytes from a server, through libircclient, to events. A
 * sentinel at the end must always arrive, unless the server has ended the connection (ERROR, STS),
 * and nothing that is sent may contain two lines in one.
 */
#include "base/log.h"
#include "fuzz.h"
#include "net/network.h"
#include "people/deferred.h"
#include "people/roster.h"

#include <string.h>

struct bot {
	unsigned sentinels;
	struct roster *roster;
	struct deferred deferred;
};

/* Who is who, as bot/hear.c keeps it; every line of somebody's waits for a WHOIS, too. */
static void keep_books(struct bot *bot, const struct presence *p, struct outbox *out,
	const struct event *e, struct timestamp now)
{
	enum casemap map = presence_casemap(p);
	const struct event *deferred_event;

	roster_sight(bot->roster, e->count % 2 == 0, true);
	roster_handle(bot->roster, presence_isupport(p), presence_nick(p), e, out);
	CHECK(roster_count(bot->roster) <= ROSTER_PEOPLE);
	roster_account(bot->roster, e->nick);
	roster_operator(bot->roster, e->nick, "#c");
	deferred_event = deferred_handle(&bot->deferred, e, map);
	CHECK(!deferred_event || (deferred_event->account && deferred_event->text &&
					 deferred_event->target && *deferred_event->nick));
	if (e->kind == EVENT_PRIVMSG && !e->from_server)
		deferred_add(&bot->deferred, e, map, now, out);
}

static void hear(struct bot *bot, struct network *n, const struct event *e, struct timestamp now)
{
	CHECK(e->kind <= EVENT_OTHER && e->network && e->command[0] && e->nick && e->user);
	CHECK(e->host && e->account && e->target && e->text && e->msgid);
	for (size_t i = 0; i < e->count; i++)
		CHECK(e->params[i] && !strpbrk(e->params[i], "\r\n"));
	presence_handle(network_presence(n), e, now, network_outbox(n));
	keep_books(bot, network_presence(n), network_outbox(n), e, now);
	if (e->kind == EVENT_PRIVMSG && strcmp(e->text, "SENTINEL") == 0)
		bot->sentinels++;
	else if (e->kind == EVENT_PRIVMSG)
		outbox_say(network_outbox(n), URGENCY_REPLY, "PRIVMSG", e->nick, e->text, e->msgid);
}

/* Lines end in CRLF and hold at most 512 bytes. */
static void check_said(struct network *n)
{
	static char said[1 << 20];
	size_t length = network_fetch(n, said, sizeof said);

	for (size_t at = 0; at < length;) {
		const char *end = memchr(said + at, '\n', length - at);

		CHECK(end && end > said + at && end[-1] == '\r');
		size_t line = (size_t)(end + 1 - said) - at;
		CHECK(line > 2 && line <= 512);
		CHECK(!memchr(said + at, '\r', line - 2) && !memchr(said + at, '\0', line));
		at += line;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static const struct config_channel channel = {.name = "#c"};
	static const struct config_network config = {.name = "test",
		.server = "irc.invalid",
		.nick = "bot",
		.user = "bot",
		.realname = "%s%n",
		.channels = &channel,
		.channel_count = 1,
		.burst = 5};
	static const char sentinel[] = "\r\n:z!z@z PRIVMSG #c :SENTINEL\r\n";
	struct bot bot = {.roster = roster_new()};
	struct timestamp now = {.ms = 1000};
	struct error err;

	log_level(LOG_LEVEL_ERROR);
	struct network *n = network_new(&config, hear, &bot, 1);
	CHECK(network_open_memory(n, now, &err));
	network_feed(n, (const char *)bytes, size, now);
	unsigned before = bot.sentinels;
	network_feed(n, sentinel, sizeof sentinel - 1, now);
	CHECK(bot.sentinels == before + 1 || size == 0 || bytes[size - 1] == '\r' ||
		network_state(n) == NETWORK_WAITING);
	check_said(n);
	now.ms += 1000000;
	network_turn(n, now);
	check_said(n);
	network_free(n);
	roster_free(bot.roster);
	deferred_free(&bot.deferred);
	return 0;
}
