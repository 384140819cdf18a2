/*
 * Everything that is known to crash, block or mislead libircclient 1.9, sent through a whole
 * connection with the installed library. After each input a sentinel must still arrive, and no
 * events other than those listed here.
 */
#include "base/log.h"
#include "net/network.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct bot {
	char heard[8192];
	unsigned sentinels;
};

static void hear(struct bot *bot, struct network *n, const struct event *e, struct timestamp now)
{
	char note[6000];
	int at = snprintf(note, sizeof note, "%s(%s", e->command, e->nick);

	presence_handle(network_presence(n), e, now, network_outbox(n));
	for (size_t i = 0; i < e->count && at < 5000; i++)
		at += snprintf(note + at, sizeof note - (size_t)at, "|%.4000s", e->params[i]);
	if (strstr(note, "SENTINEL"))
		bot->sentinels++;
	else if (strlen(bot->heard) + strlen(note) + 2 < sizeof bot->heard)
		strcat(strcat(bot->heard, note), ")");
}

static const struct config_channel channels[] = {{.name = "#c"}};

static const struct config_network config = {
	.name = "test",
	.server = "irc.invalid",
	.nick = "bot",
	.user = "user",
	.realname = "100%sure %n",
	.channels = channels,
	.channel_count = 1,
	.burst = 5,
};

static const char sentinel[] = ":z!z@z PRIVMSG #c :SENTINEL\r\n";

/* The numbers are those of the hazards in the design of the transport: P parser, I input. */
static const struct {
	const char *name, *bytes, *heard, *said;
} hazards[] = {
	{"P1 numeric 000", ":srv 000 bot :x\r\n", "", ""},
	{"P2 NICK without prefix", "NICK foo\r\n", "", ""},
	{"P3 NOTICE with one parameter", ":s NOTICE bot\r\n", "", ""},
	{"P3 NOTICE without", "NOTICE\r\n", "", ""},
	{"P4 parameters of the line before",
		":x!y@z PRIVMSG #c :xxxx:forged reason\r\n:victim!v@v AWAY\r\n",
		"PRIVMSG(x|#c|xxxx:forged reason)AWAY(victim)", ""},
	{"P4 QUIT without reason", ":x!y@z PRIVMSG #c :abcdefgh ijkl\r\n:x!y@z QUIT\r\n",
		"PRIVMSG(x|#c|abcdefgh ijkl)QUIT(x)", ""},
	{"P4 bare KICK", ":x!y@z KICK #c bot :gone\r\n:x!y@z KICK\r\n", "KICK(x|#c|bot|gone)", ""},
	{"P5 prefix only", ":prefixonly\r\n", "", ""},
	{"P5 prefix and space", ":prefixonly \r\n", "", ""},
	{"P5 numeric without parameters", ":s 005\r\n", "005(s)", ""},
	{"P5 last numeric of a read", ":s 376", "", ""},
	{"P6 short commands", ":x N\r\n:x P\r\n:x N a\r\n:x PR #c :a\r\nP h\r\n:x J #c\r\n",
		"N(x)P(x)N(x|a)PR(x|#c|a)P(server|h)J(x|#c)", ""},
	{"P6 empty command", ":x  \r\n:x :\r\n", "", ""},
	{"P7 one \\x01", ":x!y@z PRIVMSG #c :\x01\r\n:x!y@z NOTICE bot \x01\r\n", "", ""},
	{"P7 two \\x01", ":x!y@z PRIVMSG #c :\x01\x01\r\n", "", ""},
	{"P9 CTCP to a channel", ":x!y@z PRIVMSG #c :\x01PING\x01\r\n",
		"PRIVMSG(x|#c|\x01PING\x01)", ""},
	{"P10 more than ten parameters", ":s 005 bot 1 2 3 4 5 6 7 8 9 A B C D :are\r\n",
		"005(s|bot|1|2|3|4|5|6|7|8|9|A|B|C|D|are)", ""},
	{"P11 tags", "@time=x;a :x!y@z PRIVMSG #c :hi\r\n", "PRIVMSG(x|#c|hi)", ""},
	{"P11 only tags", "@time=x;a\r\n@\r\n@ \r\n", "", ""},
	{"P12 double spaces", ":x!y@z  PRIVMSG   #c   :hi  ho\r\n", "PRIVMSG(x|#c|hi  ho)", ""},
	{"P13 four digits", ":s 1234 bot\r\n", "", ""},
	{"P13 lower case", ":x!y@z privmsg #c :hi\r\n", "PRIVMSG(x|#c|hi)", ""},
	{"P13 CR inside", ":x!y@z PRIVMSG #c :a\rb\r\n", "", ""},
	{"P14 MODE without modes", ":bot MODE bot\r\n", "", ""},
	{"P15 bytes over 0x7f", ":\xff\xfe \x80\x81\x82 x\r\n:x!y@z PRIVMSG #c :\xff\xfe\r\n",
		"PRIVMSG(x|#c|\xff\xfe)", ""},
	{"P16 no prefix", "PRIVMSG #c :hi\r\nMODE #c +o bot\r\nKICK #c x :y\r\n",
		"PRIVMSG(server|#c|hi)MODE(server|#c|+o|bot)KICK(server|#c|x|y)", ""},
	{"P17 PING", "PING :a b\r\nPING\r\n:s PING x\r\n", "", "PONG :a b\r\nPONG :x\r\n"},
	{"P18 KILL and DCC",
		":s KILL bot :x\r\n:x!y@z PRIVMSG bot :\x01"
		"DCC CHAT a 1 2\x01\r\n",
		"", ""},
	{"CAP and AUTHENTICATE are ours", "CAP * LS :sasl\r\n:s CAP\r\nAUTHENTICATE +\r\n", "", ""},
	{"commands without what they need",
		"JOIN\r\nPART\r\nTOPIC #c\r\nINVITE x\r\n:x!y@z NICK\r\nPRIVMSG\r\nMODE\r\n", "",
		""},
	{"NICK with nothing in it", ":x!y@z NICK :\r\n:!@ NICK y\r\n:x!y@z NICK :a b\r\n", "", ""},
	{"a nick that starts as ours", ":bot_evil!u@h NICK other\r\n:x!y@z PRIVMSG bot :hi\r\n",
		"NICK(bot_evil|other)PRIVMSG(x|bot|hi)", ""},
	{"I2 empty lines", "\r\n", "", ""},
	{"I2 more of them", "\n\n\r\n\r\r\n\r\n", "", ""},
	{"formats", ":%s%n!%s@%s PRIVMSG %s%n :%n%s%d\r\n:s 433 %s%n %s%n :%s\r\n",
		"PRIVMSG(%s%n|%s%n|%n%s%d)433(s|%s%n|%s%n|%s)", "-"},
	{"FINGER",
		":x!y@z PRIVMSG bot :\x01"
		"FINGER\x01\r\n",
		"PRIVMSG(x|bot|\x01"
		"FINGER\x01)",
		""},
};

static struct network *fresh(struct bot *bot)
{
	struct timestamp now = {.ms = 1000};
	struct error err;
	char said[512];

	*bot = (struct bot){0};
	struct network *n = network_new(&config, hear, bot, 1);
	if (!network_open_memory(n, now, &err))
		fail_msg("%s", err.text);
	network_feed(n, ":s 421 * CAP :?\r\n", 17, now); /* lets NICK and USER go */
	bot->heard[0] = '\0';
	while (network_fetch(n, said, sizeof said) > 0)
		;
	return n;
}

static void feed(struct network *n, const char *bytes, size_t length)
{
	network_feed(n, bytes, length, (struct timestamp){.ms = 1000});
}

static void feed_text(struct network *n, const char *text)
{
	feed(n, text, strlen(text));
}

static void each_is_survived(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof hazards / sizeof *hazards; i++) {
		struct bot bot;
		struct network *n = fresh(&bot);
		char said[4096];
		bool unended = hazards[i].bytes[strlen(hazards[i].bytes) - 1] != '\n';

		feed_text(n, hazards[i].bytes);
		if (unended)
			feed_text(n, "\r\n");
		feed_text(n, sentinel);
		said[network_fetch(n, said, sizeof said - 1)] = '\0';
		if (bot.sentinels != 1)
			fail_msg("%s: the sentinel was heard %u times", hazards[i].name,
				bot.sentinels);
		if (!unended && strcmp(bot.heard, hazards[i].heard) != 0)
			fail_msg("%s: heard \"%s\"", hazards[i].name, bot.heard);
		if (strcmp(hazards[i].said, "-") != 0 && strcmp(said, hazards[i].said) != 0)
			fail_msg("%s: said \"%s\"", hazards[i].name, said);
		network_free(n);
	}
}

/* Some servers say ERROR and wait for us to close. */
static void error_ends_it(void **state)
{
	struct bot bot;
	struct network *n = fresh(&bot);

	(void)state;
	feed_text(n, "ERROR :Closing Link\r\n");
	assert_int_equal(network_state(n), NETWORK_WAITING);
	feed_text(n, sentinel);
	assert_int_equal(bot.sentinels, 0);
	network_free(n);
}

/* One session for all, each hazard after each other one. */
static void all_pairs_are_survived(void **state)
{
	struct bot bot;
	struct network *n = fresh(&bot);
	const size_t count = sizeof hazards / sizeof *hazards;
	char said[4096];

	(void)state;
	for (size_t i = 0; i < count * count; i++) {
		feed_text(n, hazards[i / count].bytes);
		feed_text(n, "\r\n");
		feed_text(n, hazards[i % count].bytes);
		feed_text(n, "\r\n");
		feed_text(n, sentinel);
		if (bot.sentinels != i + 1)
			fail_msg("%s, then %s", hazards[i / count].name, hazards[i % count].name);
		network_fetch(n, said, sizeof said);
	}
	network_free(n);
}

/* A NUL cuts libircclient's line; 1023 bytes silence it for ever; 20 000 are nobody's line. */
static void lengths_and_nuls_are_survived(void **state)
{
	struct bot bot;
	struct network *n = fresh(&bot);
	static char line[20000];

	(void)state;
	feed(n, ":x!y@z PRIVMSG #c :a\0b\r\n", 24);
	feed_text(n, sentinel);
	assert_int_equal(bot.sentinels, 1);
	memset(line, 'x', sizeof line);
	memcpy(line, ":x!y@z PRIVMSG #c :", 19);
	for (size_t length = 490; length < 1100; length++) {
		unsigned before = bot.sentinels;

		bot.heard[0] = '\0';
		feed(n, line, length);
		feed_text(n, "\r\n");
		feed_text(n, sentinel);
		assert_int_equal(bot.sentinels, before + 1);
		assert_int_equal(strlen(bot.heard),
			length - strlen(":!y@z PRIVMSG #c :") + strlen("PRIVMSG(|#c|)"));
	}
	feed(n, line, sizeof line);
	feed_text(n, "\r\n");
	memset(line, 'x', sizeof line);
	line[0] = '@';
	line[8190] = ' ';
	memcpy(line + 8191, ":x!y@z JOIN #c\r\n", 16);
	bot.heard[0] = '\0';
	feed(n, line, 8191 + 16);
	assert_string_equal(bot.heard, "JOIN(x|#c)");
	bot.sentinels = 0;
	feed_text(n, sentinel);
	assert_int_equal(bot.sentinels, 1);
	network_free(n);
}

/* What libircclient must be able to send: many long lines at once, none empty, none two. */
static void sending_is_survived(void **state)
{
	struct bot bot;
	struct network *n = fresh(&bot);
	struct outbox *out = network_outbox(n);
	char text[2000], said[8192];
	unsigned lines = 0;

	(void)state;
	memset(text, 'x', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	for (size_t i = 0; i < 10; i++)
		assert_true(outbox_say(out, URGENCY_REPLY, "PRIVMSG", "#c", text, ""));
	assert_true(outbox_say(out, URGENCY_REPLY, "PRIVMSG", "#c", "hi\r\nQUIT :injected", ""));
	assert_true(outbox_say(out, URGENCY_REPLY, "PRIVMSG", "#c", "%s%n%d%%", ""));
	assert_false(outbox_raw(out, URGENCY_CONTROL, ""));
	feed_text(n, "PING x\r\n");
	said[network_fetch(n, said, sizeof said - 1)] = '\0';
	for (const char *c = said; *c; c++)
		lines += *c == '\n';
	assert_int_equal(lines, 13);
	assert_null(strstr(said, "\nQUIT"));
	assert_non_null(strstr(said, "PRIVMSG #c :%s%n%d%%\r\n"));
	feed_text(n, sentinel);
	assert_int_equal(bot.sentinels, 1);
	network_free(n);
}

/* Thousands of nicks around ours. */
static void nick_changes_are_survived(void **state)
{
	struct bot bot;
	struct network *n = fresh(&bot);
	char line[128];

	(void)state;
	feed_text(n, ":s 001 bot :hi\r\n");
	for (int i = 0; i < 3000; i++) {
		snprintf(line, sizeof line, ":bot%d!u@h NICK bot%d\r\n:bo!u@h NICK botx\r\n", i,
			i + 1);
		feed_text(n, line);
	}
	assert_string_equal(presence_nick(network_presence(n)), "bot");
	feed_text(n, ":bot!u@h NICK new\r\n:new1!u@h NICK x\r\n");
	assert_string_equal(presence_nick(network_presence(n)), "new");
	feed_text(n, sentinel);
	assert_int_equal(bot.sentinels, 1);
	network_free(n);
}

int main(void)
{
	log_level(LOG_LEVEL_ERROR);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_is_survived),
		cmocka_unit_test(error_ends_it),
		cmocka_unit_test(all_pairs_are_survived),
		cmocka_unit_test(lengths_and_nuls_are_survived),
		cmocka_unit_test(sending_is_survived),
		cmocka_unit_test(nick_changes_are_survived),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
