/* Who we are and where we are, told by events alone. */
#include "people/presence.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char *const channels[] = {"#one", "#Two[]"};

struct world {
	struct presence *p;
	struct outbox *out;
	struct moment now;
	char said[512];
};

static struct world begin(void)
{
	return (struct world){
		.p = presence_new("test", "tonle", channels, 2, 3),
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

	presence_hear(w->p, &e, w->now, w->out);
	return said(w);
}

static const char *numeric(
	struct world *w, int number, const char *a, const char *b, const char *c)
{
	return hear(w, number == 1 ? EVENT_WELCOME : EVENT_NUMERIC, number, "irc.test", a, b, c);
}

static const char *pass(struct world *w, int64_t ms)
{
	w->now.ms += ms;
	presence_tick(w->p, w->now, w->out);
	return said(w);
}

static void joins_after_the_welcome_only(void **state)
{
	struct world w = begin();

	(void)state;
	assert_int_equal(presence_tick(w.p, w.now, w.out), -1);
	assert_string_equal(pass(&w, 1000000), "");
	assert_string_equal(numeric(&w, 1, "tonle", "hi", NULL), "JOIN #one|JOIN #Two[]|");
	hear(&w, EVENT_JOIN, 0, "Tonle", "#TWO{}", NULL, NULL);
	assert_true(presence_in(w.p, "#two[]"));
	assert_false(presence_in(w.p, "#one"));
	hear(&w, EVENT_JOIN, 0, "someone", "#one", NULL, NULL);
	assert_false(presence_in(w.p, "#one"));
	presence_reset(w.p);
	assert_false(presence_in(w.p, "#two[]"));
	finish(&w);
}

static void refused_nicks_are_replaced_before_the_welcome_only(void **state)
{
	static const int refusals[] = {431, 432, 433, 436, 437};
	struct world w = begin();

	(void)state;
	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
		presence_reset(w.p);
		assert_string_equal(
			numeric(&w, refusals[i], "*", "tonle", "no"), "NICK tonle_|");
		assert_string_equal(presence_nick(w.p), "tonle_");
	}
	for (int i = 0; i < 100; i++) {
		hear(&w, EVENT_NUMERIC, 433, "s", "*", "x", "no");
		assert_true(strlen(presence_nick(w.p)) <= 9);
		assert_memory_equal(presence_nick(w.p), "tonle", 5);
	}
	assert_string_equal(numeric(&w, 433, "*", "x", "no"), ""); /* not for ever */
	presence_reset(w.p);
	numeric(&w, 1, "given", "hi", NULL);
	assert_string_equal(presence_nick(w.p), "given");
	assert_string_equal(numeric(&w, 433, "given", "tonle", "in use"), "");
	assert_string_equal(presence_nick(w.p), "given");
	presence_reset(w.p);
	assert_string_equal(presence_nick(w.p), "tonle");
	finish(&w);
}

static void refused_joins_are_retried(void **state)
{
	static const int refusals[] = {403, 405, 437, 470, 471, 473, 474, 475, 476, 477, 489};
	(void)state;

	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
		struct world w = begin();

		numeric(&w, 1, "tonle", "hi", NULL);
		hear(&w, EVENT_JOIN, 0, "tonle", "#Two[]", NULL, NULL);
		assert_string_equal(numeric(&w, refusals[i], "tonle", "#ONE", "no"), "");
		assert_string_equal(pass(&w, 4999), "");
		assert_string_equal(pass(&w, 1300), "JOIN #one|");
		finish(&w);
	}
}

static void the_back_off_grows_and_begins_anew(void **state)
{
	struct world w = begin();
	int64_t wait, last = 0;

	(void)state;
	numeric(&w, 1, "tonle", "hi", NULL);
	hear(&w, EVENT_JOIN, 0, "tonle", "#Two[]", NULL, NULL);
	for (int i = 0; i < 12; i++) {
		hear(&w, EVENT_JOIN, 0, "tonle", "#one", NULL, NULL);
		hear(&w, EVENT_KICK, 0, "op", "#one", "TONLE", "out");
		wait = presence_tick(w.p, w.now, w.out);
		assert_true(wait > last || wait >= 600 * 1000);
		assert_true(wait <= 750 * 1000);
		last = wait;
		assert_string_equal(pass(&w, wait), "JOIN #one|");
	}
	hear(&w, EVENT_JOIN, 0, "tonle", "#one", NULL, NULL);
	w.now.ms += 600 * 1000;
	hear(&w, EVENT_PART, 0, "tonle", "#one", NULL, NULL); /* services may part us */
	assert_true(presence_tick(w.p, w.now, w.out) <= 6250);
	finish(&w);
}

static void others_come_and_go_without_us(void **state)
{
	struct world w = begin();

	(void)state;
	numeric(&w, 1, "tonle", "hi", NULL);
	hear(&w, EVENT_JOIN, 0, "tonle", "#one", NULL, NULL);
	hear(&w, EVENT_KICK, 0, "op", "#one", "tonle2", "out");
	hear(&w, EVENT_KICK, 0, "tonle", "#one", "op", "out");
	hear(&w, EVENT_PART, 0, "op", "#one", NULL, NULL);
	hear(&w, EVENT_NICK, 0, "op", "tonle3", NULL, NULL);
	assert_true(presence_in(w.p, "#one"));
	assert_string_equal(presence_nick(w.p), "tonle");
	finish(&w);
}

static void invitations_are_taken(void **state)
{
	struct world w = begin();

	(void)state;
	numeric(&w, 1, "tonle", "hi", NULL);
	for (int i = 0; i < 8; i++) { /* until the back-off is long */
		numeric(&w, 473, "tonle", "#one", "no");
		numeric(&w, 473, "tonle", "#Two[]", "no");
		pass(&w, presence_tick(w.p, w.now, w.out));
		pass(&w, presence_tick(w.p, w.now, w.out));
	}
	numeric(&w, 473, "tonle", "#one", "no");
	numeric(&w, 473, "tonle", "#Two[]", "no");
	assert_string_equal(hear(&w, EVENT_INVITE, 0, "op", "tonle", "#one", NULL), "");
	pass(&w, 30 * 1000);
	assert_string_equal(hear(&w, EVENT_INVITE, 0, "op", "tonle", "#elsewhere", NULL), "");
	assert_string_equal(hear(&w, EVENT_INVITE, 0, "op", "tonle", "#one", NULL), "JOIN #one|");
	assert_string_equal(hear(&w, EVENT_INVITE, 0, "op", "tonle", "#one", NULL), "");
	finish(&w);
}

static size_t room(const struct world *w)
{
	return 512 - strlen(" PRIVMSG #c :\r\n") - outbox_room(w->out, "PRIVMSG", "#c");
}

static void the_prefix_is_followed(void **state)
{
	struct world w = begin();

	(void)state;
	numeric(&w, 1, "tonle", "hi", NULL);
	assert_int_equal(room(&w), 99); /* assumed */
	hear(&w, EVENT_JOIN, 0, "tonle", "#one", NULL, NULL);
	assert_int_equal(room(&w), strlen(":tonle!user@host"));
	hear(&w, EVENT_NICK, 0, "tonle", "longer_nick", NULL, NULL);
	assert_int_equal(room(&w), strlen(":longer_nick!user@host"));
	numeric(&w, 396, "longer_nick", "cloak.example", "is now your host");
	assert_int_equal(room(&w), strlen(":longer_nick!user@cloak.example"));
	hear(&w, EVENT_OTHER, 0, "longer_nick", "u", "h", NULL); /* CHGHOST */
	assert_int_equal(room(&w), strlen(":longer_nick!u@h"));
	finish(&w);
}

static void isupport_is_honoured(void **state)
{
	struct world w = begin();

	(void)state;
	assert_true(presence_same(w.p, "a[]\\~", "A{}|^"));
	assert_string_equal(presence_channel(w.p, "&c"), "&c");
	assert_null(presence_channel(w.p, "@#c"));
	assert_null(presence_channel(w.p, "tonle"));
	assert_null(presence_channel(w.p, ""));
	numeric(&w, 5, "tonle", "CASEMAPPING=ascii", "are supported");
	assert_true(presence_same(w.p, "ABC", "abc"));
	assert_false(presence_same(w.p, "a[", "a{"));
	numeric(&w, 5, "tonle", "CHANTYPES=#", "are supported");
	assert_null(presence_channel(w.p, "&c"));
	numeric(&w, 5, "tonle", "STATUSMSG=@+", "are supported");
	assert_string_equal(presence_channel(w.p, "@#c"), "#c");
	assert_string_equal(presence_channel(w.p, "@+#c"), "#c");
	assert_null(presence_channel(w.p, "@tonle"));
	numeric(&w, 5, "tonle", "CASEMAPPING", "are supported");
	numeric(&w, 5, "tonle", "C=x", "are supported");
	assert_string_equal(presence_channel(w.p, "#c"), "#c");
	presence_reset(w.p);
	assert_string_equal(presence_channel(w.p, "&c"), "&c");
	finish(&w);
}

static void history_teaches_nothing(void **state)
{
	struct world w = begin();
	const char *params[] = {"#one"};
	struct event e = {.kind = EVENT_JOIN, .network = "", .command = "JOIN", .nick = "tonle",
		.user = "u", .host = "h", .account = "", .target = "#one", .text = "",
		.msgid = "", .params = params, .count = 1, .replayed = true};

	(void)state;
	numeric(&w, 1, "tonle", "hi", NULL);
	presence_hear(w.p, &e, w.now, w.out);
	assert_false(presence_in(w.p, "#one"));
	finish(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(joins_after_the_welcome_only),
		cmocka_unit_test(refused_nicks_are_replaced_before_the_welcome_only),
		cmocka_unit_test(refused_joins_are_retried),
		cmocka_unit_test(the_back_off_grows_and_begins_anew),
		cmocka_unit_test(others_come_and_go_without_us),
		cmocka_unit_test(invitations_are_taken),
		cmocka_unit_test(the_prefix_is_followed),
		cmocka_unit_test(isupport_is_honoured),
		cmocka_unit_test(history_teaches_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
