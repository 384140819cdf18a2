/* One network over memory: from bytes to events and back, with a scripted clock. */
#include "net/network.h"

#include "base/log.h"
#include "wire/session.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* The bot of these tests: notes what it hears, answers "ask …" with "answer …", "ask now …" before
 * its handler returns. */
struct bot {
	char heard[4096];
	char sent[512]; /* before the handler returned */
	unsigned events;
};

static void hear(struct bot *bot, struct network *n, const struct event *e, struct timestamp now)
{
	char note[700];

	presence_handle(network_presence(n), e, now, network_outbox(n));
	bot->events++;
	snprintf(note, sizeof note, "%s %s>%s|%s%s%s%s\n", e->command, e->nick, e->target, e->text,
		e->from_self ? " self" : "", e->from_bot ? " bot" : "",
		e->replayed ? " replayed" : "");
	if (strlen(bot->heard) + strlen(note) < sizeof bot->heard)
		strcat(bot->heard, note);
	if (e->kind == EVENT_PRIVMSG && strncmp(e->text, "ask ", 4) == 0 && !e->from_self) {
		char answer[700];
		const char *channel = presence_channel(network_presence(n), e->target);

		snprintf(answer, sizeof answer, "answer %s", e->text + 4);
		outbox_say(network_outbox(n), URGENCY_REPLY, "PRIVMSG", channel ? channel : e->nick,
			answer, e->msgid);
		if (strncmp(e->text, "ask now", 7) == 0) {
			network_send(n);
			bot->sent[network_fetch(n, bot->sent, sizeof bot->sent - 1)] = '\0';
		}
	}
	if (e->kind == EVENT_PRIVMSG && strcmp(e->text, "leave") == 0)
		network_quit(n, "as asked", now);
}

static const struct config_channel channels[] = {{.name = "#one"}, {.name = "#two"}};

static const struct config_network plain = {
	.name = "test",
	.server = "irc.invalid",
	.port = 6667,
	.nick = "tonle",
	.user = "tonle",
	.realname = "100%s knowledge",
	.channels = channels,
	.channel_count = 2,
	.burst = 5,
};

struct world {
	struct bot bot;
	struct network *n;
	struct timestamp now;
	char said[8192];
};

static void open_with(struct world *w, const struct config_network *config)
{
	struct error err;

	*w = (struct world){.now = {.ms = 1000, .unix = 1700000000}};
	w->n = network_new(config, hear, &w->bot, 7);
	if (!network_open_memory(w->n, w->now, &err))
		fail_msg("%s", err.text);
}

/* On a server that does not know CAP, up to NICK and USER. */
static void open_without_cap(struct world *w, const struct config_network *config)
{
	open_with(w, config);
	network_feed(w->n, ":s 421 * CAP :Unknown command\r\n", 31, w->now);
}

/* Feeds lines and gives what was said in return. */
static const char *feed(struct world *w, const char *lines)
{
	network_feed(w->n, lines, strlen(lines), w->now);
	w->said[network_fetch(w->n, w->said, sizeof w->said - 1)] = '\0';
	return w->said;
}

/* Lets time pass and gives what was said then. */
static const char *pass(struct world *w, int64_t ms)
{
	w->now.ms += ms;
	network_turn(w->n, w->now);
	return feed(w, "");
}

static const char *heard(struct world *w)
{
	static char copy[4096];

	strcpy(copy, w->bot.heard);
	w->bot.heard[0] = '\0';
	return copy;
}

static void welcome(struct world *w)
{
	feed(w, "");
	feed(w, ":irc.test 001 tonle :Welcome\r\n"
		":tonle!tonle@host.test JOIN #one\r\n:tonle!tonle@host.test JOIN #two\r\n");
	heard(w);
}

static void registers_and_joins(void **state)
{
	struct world w;

	(void)state;
	open_with(&w, &plain);
	assert_string_equal(feed(&w, ""), "CAP LS 302\r\n");
	assert_int_equal(network_state(w.n), NETWORK_NEGOTIATING);
	assert_string_equal(feed(&w, ":s CAP * LS :x/unknown\r\n"),
		"NICK tonle\r\nUSER tonle unknown unknown :100%s knowledge\r\nCAP END\r\n");
	assert_int_equal(network_state(w.n), NETWORK_REGISTERING);
	assert_string_equal(feed(&w, "PING :abc d\r\n"), "PONG :abc d\r\n");
	assert_string_equal(
		feed(&w, ":irc.test 001 tonle :Welcome\r\n"), "JOIN #one\r\nJOIN #two\r\n");
	assert_int_equal(network_state(w.n), NETWORK_UP);
	assert_false(presence_in(network_presence(w.n), "#one"));
	feed(&w, ":tonle!u@h JOIN :#ONE\r\n");
	assert_true(presence_in(network_presence(w.n), "#one"));
	assert_string_equal(heard(&w), "001 irc.test>tonle|\nJOIN tonle>#ONE| self\n");
	assert_string_equal(feed(&w, ":irc.test 001 evil :Welcome again\r\n"), "");
	assert_string_equal(presence_nick(network_presence(w.n)), "tonle");
	assert_string_equal(heard(&w), "");
	network_free(w.n);
}

static void bytes_come_in_any_pieces(void **state)
{
	struct world w;
	const char *lines = "\r\n\n:a!b@c PRIVMSG #one :ask me\r\n\r\nPING x\n"
			    ":a!b@c PRIVMSG tonle :ask 2\r\n";

	(void)state;
	open_with(&w, &plain);
	welcome(&w);
	for (const char *c = lines; *c; c++)
		network_feed(w.n, c, 1, w.now);
	assert_string_equal(
		feed(&w, ""), "PRIVMSG #one :answer me\r\nPONG :x\r\nPRIVMSG a :answer 2\r\n");
	network_free(w.n);
}

static void an_answer_is_sent_from_within_the_handler(void **state)
{
	struct world w;

	(void)state;
	open_with(&w, &plain);
	welcome(&w);
	assert_string_equal(
		feed(&w, ":a!b@c PRIVMSG #one :what for\r\n:a!b@c PRIVMSG #one :ask now\r\n"
			 ":a!b@c PRIVMSG #one :ask later\r\n"),
		"PRIVMSG #one :answer later\r\n");
	assert_string_equal(w.bot.sent, "PRIVMSG #one :answer now\r\n");
	assert_string_equal(heard(&w),
		"PRIVMSG a>#one|what for\nPRIVMSG a>#one|ask now\nPRIVMSG a>#one|ask later\n");
	network_free(w.n);
}

static void a_taken_nick_is_replaced(void **state)
{
	struct world w;

	(void)state;
	open_without_cap(&w, &plain);
	feed(&w, "");
	assert_string_equal(feed(&w, ":s 433 * tonle :in use\r\n"), "NICK tonle_\r\n");
	assert_string_equal(presence_nick(network_presence(w.n)), "tonle_");
	assert_string_equal(feed(&w, ":s 433 * tonle_ :in use\r\n"), "NICK tonle__\r\n");
	feed(&w, ":s 433 * tonle__ :in use\r\n");
	assert_int_equal(strlen(w.said), strlen("NICK tonle0000\r\n"));
	feed(&w, ":s 001 tonle4 :cut by the server\r\n");
	assert_string_equal(presence_nick(network_presence(w.n)), "tonle4");
	heard(&w);
	feed(&w, ":tonle4!a@b PRIVMSG #x :me\r\n:tonle!a@b PRIVMSG #x :not me\r\n");
	assert_string_equal(heard(&w), "PRIVMSG tonle4>#x|me self\nPRIVMSG tonle>#x|not me\n");
	network_free(w.n);
}

static void our_nick_is_known_exactly(void **state)
{
	struct world w;

	(void)state;
	open_with(&w, &plain);
	welcome(&w);
	feed(&w, ":tonle_evil!u@h NICK other\r\n");
	assert_string_equal(presence_nick(network_presence(w.n)), "tonle");
	feed(&w, ":TONLE!u@h NICK :Guest1\r\n");
	assert_string_equal(presence_nick(network_presence(w.n)), "Guest1");
	feed(&w, ":Guest!u@h NICK x\r\n:Guest1!u@h NICK tonle\r\n:a!b@c PRIVMSG tonle :ask\r\n");
	assert_string_equal(presence_nick(network_presence(w.n)), "tonle");
	assert_string_equal(feed(&w, ":a!b@c PRIVMSG tonle :ask 1\r\n"), "PRIVMSG a :answer 1\r\n");
	network_free(w.n);
}

static void marks_are_set(void **state)
{
	struct world w;

	(void)state;
	open_with(&w, &plain);
	welcome(&w);
	feed(&w, "@bot :b!u@h PRIVMSG #one :beep\r\n"
		 ":tonle!u@h PRIVMSG #one :echo\r\n"
		 ":s BATCH +x chathistory #one\r\n@batch=x :a!u@h PRIVMSG #one :old\r\n"
		 ":s BATCH -x\r\n:a!u@h PRIVMSG #one :new\r\n");
	assert_string_equal(heard(&w),
		"PRIVMSG b>#one|beep bot\nPRIVMSG tonle>#one|echo self\nBATCH s>+x|\n"
		"PRIVMSG a>#one|old replayed\nBATCH s>-x|\nPRIVMSG a>#one|new\n");
	network_free(w.n);
}

static void messages_are_classified(void **state)
{
	struct world w;
	char line[700], want[700], text[300];

	(void)state;
	open_with(&w, &plain);
	welcome(&w);
	memset(text, 'x', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	snprintf(line, sizeof line,
		":a!u@h PRIVMSG #one :\x01"
		"ACTION %s\x01\r\n",
		text);
	snprintf(want, sizeof want, "PRIVMSG a>#one|%s\n", text);
	feed(&w, line);
	assert_string_equal(heard(&w), want);
	feed(&w, ":a!u@h PRIVMSG tonle :\x01VERSION\x01\r\n"
		 ":a!u@h PRIVMSG tonle :\x01PING 1 2\r\n"
		 ":a!u@h PRIVMSG tonle :\x01\r\n"
		 ":a!u@h PRIVMSG tonle :\x01\x01\r\n"
		 ":a!u@h PRIVMSG tonle :\x01"
		 "DCC SEND x 1 2 3\x01\r\n"
		 ":a!u@h NOTICE tonle :\x01VERSION x\x01\r\n"
		 ":s NOTICE * :*** hello\r\nNOTICE AUTH :x\r\n");
	assert_string_equal(heard(&w),
		"PRIVMSG a>tonle|VERSION\nPRIVMSG a>tonle|PING 1 2\n"
		"NOTICE a>tonle|\x01VERSION x\x01\nNOTICE s>*|*** hello\nNOTICE irc.test>AUTH|x\n");
	assert_int_equal(network_counts(w.n).refused, 3);
	network_free(w.n);
}

static void kicked_comes_back_with_back_off(void **state)
{
	struct world w;

	(void)state;
	open_with(&w, &plain);
	welcome(&w);
	assert_string_equal(feed(&w, ":op!u@h KICK #one tonle :out\r\n"), "");
	assert_false(presence_in(network_presence(w.n), "#one"));
	assert_string_equal(pass(&w, 4999), "");
	assert_string_equal(pass(&w, 1300), "JOIN #one\r\n");
	assert_string_equal(feed(&w, ":s 474 tonle #one :banned\r\n"), "");
	assert_string_equal(pass(&w, 9999), "");
	assert_string_equal(pass(&w, 2600), "JOIN #one\r\n");
	assert_string_equal(pass(&w, 59 * 1000), ""); /* no answer … */
	assert_string_equal(pass(&w, 1000 + 25 * 1000), "");
	assert_string_equal(pass(&w, 26 * 1000), "JOIN #one\r\n"); /* … counts as refused */
	feed(&w, ":tonle!u@h JOIN #one\r\n");
	assert_true(presence_in(network_presence(w.n), "#one"));
	network_free(w.n);
}

static void the_pace_is_kept(void **state)
{
	struct config_network slow = plain;
	struct world w;

	(void)state;
	slow.burst = 2;
	slow.interval_ms = 1000;
	open_with(&w, &slow);
	welcome(&w);
	pass(&w, 60 * 1000);
	assert_string_equal(
		feed(&w, ":a!b@c PRIVMSG #one :ask 1\r\n:a!b@c PRIVMSG #one :ask 2\r\n"
			 ":a!b@c PRIVMSG #one :ask 3\r\n:a!b@c PRIVMSG #one :ask 4\r\n"),
		"PRIVMSG #one :answer 1\r\nPRIVMSG #one :answer 2\r\n");
	assert_string_equal(pass(&w, 999), "");
	assert_string_equal(pass(&w, 1), "PRIVMSG #one :answer 3\r\n");
	assert_string_equal(feed(&w, "PING a\r\n"), "PONG :a\r\n"); /* at once, but charged */
	assert_string_equal(pass(&w, 1000), "");
	assert_string_equal(pass(&w, 1000), "PRIVMSG #one :answer 4\r\n");
	network_free(w.n);
}

static void our_prefix_is_learnt_for_cutting(void **state)
{
	struct world w;

	(void)state;
	open_with(&w, &plain);
	welcome(&w); /* :tonle!tonle@host.test */
	assert_int_equal(outbox_room(network_outbox(w.n), "PRIVMSG", "#one"),
		512 - strlen(":tonle!tonle@host.test PRIVMSG #one :\r\n"));
	feed(&w, ":s 396 tonle much.longer.cloak :is now your displayed host\r\n");
	assert_int_equal(outbox_room(network_outbox(w.n), "PRIVMSG", "#one"),
		512 - strlen(":tonle!tonle@much.longer.cloak PRIVMSG #one :\r\n"));
	network_free(w.n);
}

static void leaves_with_quit(void **state)
{
	struct world w;

	(void)state;
	open_with(&w, &plain);
	welcome(&w);
	network_quit(w.n, "good\r\nbye", w.now);
	assert_string_equal(feed(&w, ""), "QUIT :good\r\n");
	assert_int_equal(network_state(w.n), NETWORK_IDLE);
	network_free(w.n);

	open_with(&w, &plain); /* from inside heard() */
	welcome(&w);
	assert_string_equal(feed(&w, ":a!b@c PRIVMSG #one :leave\r\n:a!b@c PRIVMSG #one :ask\r\n"),
		"QUIT :as asked\r\n");
	network_free(w.n);
}

static void can_be_opened_again(void **state)
{
	struct world w;
	struct error err;

	(void)state;
	open_with(&w, &plain);
	welcome(&w);
	feed(&w, ":a!b@c PRIVMSG #one :half a li");
	network_feed_end(w.n, w.now);
	assert_int_equal(network_state(w.n), NETWORK_WAITING);
	assert_true(network_open_memory(w.n, w.now, &err));
	assert_string_equal(presence_nick(network_presence(w.n)), "tonle");
	assert_false(presence_in(network_presence(w.n), "#one"));
	heard(&w);
	welcome(&w);
	assert_true(presence_in(network_presence(w.n), "#one"));
	network_free(w.n);
}

static void what_is_not_sound_is_not_started(void **state)
{
	struct config_network pinned = plain;
	struct bot bot = {0};
	struct error err;

	(void)state;
	pinned.tls = true;
	pinned.tls_fingerprint = "abcd";
	struct network *n = network_new(&pinned, hear, &bot, 1);
	assert_false(network_start(n, (struct timestamp){0}, &err));
	assert_non_null(strstr(err.text, "tls_fingerprint: expected"));
	assert_int_equal(network_state(n), NETWORK_IDLE);
	network_free(n);
}

static void libircclient_is_as_expected(void **state)
{
	struct error err;

	(void)state;
	if (!session_self_test(&err))
		fail_msg("%s", err.text);
}

int main(void)
{
	log_level(LOG_LEVEL_ERROR);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(libircclient_is_as_expected),
		cmocka_unit_test(registers_and_joins),
		cmocka_unit_test(bytes_come_in_any_pieces),
		cmocka_unit_test(an_answer_is_sent_from_within_the_handler),
		cmocka_unit_test(a_taken_nick_is_replaced),
		cmocka_unit_test(our_nick_is_known_exactly),
		cmocka_unit_test(marks_are_set),
		cmocka_unit_test(messages_are_classified),
		cmocka_unit_test(kicked_comes_back_with_back_off),
		cmocka_unit_test(the_pace_is_kept),
		cmocka_unit_test(our_prefix_is_learnt_for_cutting),
		cmocka_unit_test(leaves_with_quit),
		cmocka_unit_test(can_be_opened_again),
		cmocka_unit_test(what_is_not_sound_is_not_started),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
