/* Our nick, lost and regained, and our own login to services. */
#include "net/login.h"
#include "presence_fixture.h"

/* Welcomed as tonle_ because tonle is taken. */
static struct world taken(const char *support)
{
	struct world w = begin();

	numeric(&w, 433, "*", "tonle", "in use");
	numeric(&w, 1, "tonle_", "hi", NULL);
	if (support)
		numeric(&w, 5, "tonle_", support, "are supported");
	hear(&w, EVENT_JOIN, 0, "tonle_", "#one", NULL, NULL);
	hear(&w, EVENT_JOIN, 0, "tonle_", "#Two[]", NULL, NULL);
	said(&w);
	return w;
}

static void it_is_asked_for_now_and_then(void **state)
{
	struct world w = taken(NULL);
	int64_t wait, last = 0;

	(void)state;
	assert_non_null(strstr(logged(&w), "the nick tonle is refused (433 in use); trying"));
	assert_string_equal(pass(&w, presence_tick(w.p, w.now, w.out)), "NICK tonle|");
	for (int i = 0; i < 10; i++) {
		assert_string_equal(numeric(&w, 433, "tonle_", "tonle", "in use"), "");
		wait = presence_tick(w.p, w.now, w.out);
		assert_true(wait >= 60 * 1000 && (wait > last || wait >= 600 * 1000));
		assert_true(wait <= 750 * 1000);
		last = wait;
		assert_string_equal(pass(&w, wait), "NICK tonle|");
	}
	assert_string_equal(logged(&w), "");
	hear(&w, EVENT_NICK, 0, "tonle_", "tonle", NULL, NULL);
	assert_string_equal(logged(&w), "we are tonle again|");
	assert_int_equal(presence_tick(w.p, w.now, w.out), -1);
	finish(&w);
}

static void monitor_tells_when_it_is_free(void **state)
{
	struct world w = taken("MONITOR=30");

	(void)state;
	pass(&w, 0);
	assert_string_equal(pass(&w, 2000), "NICK tonle|");
	numeric(&w, 433, "tonle_", "tonle", "in use");
	assert_string_equal(numeric(&w, 730, "tonle_", "tonle!a@b", NULL), "");
	assert_string_equal(numeric(&w, 731, "tonle_", "other,else!a@b", NULL), "");
	assert_string_equal(numeric(&w, 731, "tonle_", "other,TONLE!a@b", NULL), "NICK tonle|");
	assert_string_equal(
		hear(&w, EVENT_NICK, 0, "tonle_", "tonle", NULL, NULL), "MONITOR - tonle|");
	finish(&w);
}

static void monitor_is_asked_for(void **state)
{
	struct world w = begin();

	(void)state;
	numeric(&w, 433, "*", "tonle", "in use");
	numeric(&w, 1, "tonle_", "hi", NULL);
	assert_string_equal(
		numeric(&w, 5, "tonle_", "MONITOR=30", "are supported"), "MONITOR + tonle|");
	assert_string_equal(pass(&w, 1999), "");
	finish(&w);
}

static void its_holder_is_seen_going(void **state)
{
	struct world w = taken(NULL);

	(void)state;
	pass(&w, 2000);
	numeric(&w, 433, "tonle_", "tonle", "in use");
	assert_string_equal(hear(&w, EVENT_QUIT, 0, "tonle2", "bye", NULL, NULL), "");
	assert_string_equal(hear(&w, EVENT_QUIT, 0, "Tonle", "bye", NULL, NULL), "NICK tonle|");
	numeric(&w, 433, "tonle_", "tonle", "in use");
	assert_string_equal(hear(&w, EVENT_NICK, 0, "tonle", "other", NULL, NULL), "NICK tonle|");
	finish(&w);
}

static void services_may_take_it(void **state)
{
	struct world w = begin();

	(void)state;
	numeric(&w, 1, "tonle", "hi", NULL);
	hear(&w, EVENT_JOIN, 0, "tonle", "#one", NULL, NULL);
	hear(&w, EVENT_JOIN, 0, "tonle", "#Two[]", NULL, NULL);
	hear(&w, EVENT_NICK, 0, "tonle", "Guest77", NULL, NULL);
	assert_string_equal(presence_nick(w.p), "Guest77");
	assert_string_equal(logged(&w), "the nick tonle was taken from us; we are now Guest77|");
	assert_true(presence_in(w.p, "#one"));
	assert_string_equal(pass(&w, presence_tick(w.p, w.now, w.out)), "NICK tonle|");
	assert_string_equal(numeric(&w, 432, "Guest77", "tonle", "held"), "");
	assert_non_null(strstr(logged(&w), "requesting it again at intervals"));
	finish(&w);
}

static void no_more_is_wanted_than_nicklen(void **state)
{
	static const struct config_network longer = {.name = "test", .nick = "a_long_nickname"};
	struct world w = {.p = presence_new(&longer, 3), .out = outbox_new(5, 0)};

	(void)state;
	numeric(&w, 1, "a_long_ni", "hi", NULL);
	numeric(&w, 5, "a_long_ni", "NICKLEN=9", "are supported");
	assert_string_equal(pass(&w, 100000), "");
	presence_reset(w.p);
	assert_string_equal(presence_nick(w.p), "a_long_nickname");
	finish(&w);
}

/* While NICK is under way others may see the longer of the two. */
static void the_nick_asked_for_counts(void **state)
{
	struct world w = begin();

	(void)state;
	numeric(&w, 1, "t", "hi", NULL);
	hear(&w, EVENT_JOIN, 0, "t", "#one", NULL, NULL);
	size_t before = outbox_room(w.out, "PRIVMSG", "#c");
	hear(&w, EVENT_QUIT, 0, "tonle", "bye", NULL, NULL);
	assert_int_equal(outbox_room(w.out, "PRIVMSG", "#c"), before - 4);
	numeric(&w, 433, "t", "tonle", "in use");
	assert_int_equal(outbox_room(w.out, "PRIVMSG", "#c"), before);
	finish(&w);
}

/* Everybody plays with nicks that look like ours: we stay who we are. */
static void a_storm_of_nicks(void **state)
{
	static const char *const looks[] = {"tonle_", "tonl", "tonle2", "TONLE^", "tonle[", "t"};
	struct world w = begin();

	(void)state;
	numeric(&w, 1, "tonle", "hi", NULL);
	hear(&w, EVENT_JOIN, 0, "tonle", "#one", NULL, NULL);
	hear(&w, EVENT_JOIN, 0, "tonle", "#Two[]", NULL, NULL);
	for (size_t i = 0; i < 6000; i++) {
		assert_string_equal(hear(&w, EVENT_NICK, 0, looks[i % 6],
					    looks[(i + 1 + i / 6) % 6], NULL, NULL),
			"");
		assert_string_equal(presence_nick(w.p), "tonle");
	}
	for (size_t i = 0; i < 3000; i++) { /* and services rename us again and again */
		char guest[16];

		snprintf(guest, sizeof guest, "Guest%zu", i);
		hear(&w, EVENT_NICK, 0, presence_nick(w.p), guest, NULL, NULL);
		assert_string_equal(presence_nick(w.p), guest);
		hear(&w, EVENT_NICK, 0, guest, "tonle", NULL, NULL);
		assert_true(outbox_waiting(w.out) == 0);
	}
	assert_true(presence_in(w.p, "#one"));
	finish(&w);
}

/* --- services --------------------------------------------------------------------------------- */

static const struct config_network served = {.name = "test",
	.nick = "tonle",
	.nickserv = {.nick = "NickServ@services.test", .account = "", .password_file = "x"},
	.channels = channels,
	.channel_count = 2};

static struct world begin_served(void)
{
	struct world w = {
		.p = presence_new(&served, 3), .out = outbox_new(5, 0), .now = {.ms = 1000}};

	presence_password(w.p, "sesame");
	return w;
}

static const char *notice(struct world *w, const char *nick, const char *text)
{
	struct event e = {.kind = EVENT_NOTICE,
		.command = "NOTICE",
		.nick = nick,
		.user = "s",
		.host = "services.test",
		.account = "",
		.target = "tonle",
		.text = text,
		.msgid = ""};

	presence_handle(w->p, &e, w->now, w->out);
	return said(w);
}

static void channels_wait_for_nickserv(void **state)
{
	struct world w = begin_served();

	(void)state;
	assert_string_equal(numeric(&w, 1, "tonle", "hi", NULL),
		"PRIVMSG NickServ@services.test :IDENTIFY sesame|");
	assert_string_equal(notice(&w, "NickServ", "This nickname is registered."), "");
	assert_string_equal(notice(&w, "mallory", "You are now identified"), "");
	assert_string_equal(notice(&w, "nickserv", "You are now identified for tonle."),
		"JOIN #one|JOIN #Two[]|");
	assert_string_equal(logged(&w), "logged in to services|");
	presence_reset(w.p); /* without the password being given again nothing is said */
	assert_string_equal(numeric(&w, 1, "tonle", "hi", NULL), "JOIN #one|JOIN #Two[]|");
	finish(&w);
}

static void other_signs_of_success(void **state)
{
	struct world w = begin_served();

	(void)state;
	numeric(&w, 1, "tonle", "hi", NULL);
	assert_string_equal(
		hear(&w, EVENT_MODE, 0, "NickServ", "tonle", "+r", NULL), "JOIN #one|JOIN #Two[]|");
	finish(&w);
	w = begin_served();
	numeric(&w, 1, "tonle", "hi", NULL);
	assert_string_equal(
		numeric(&w, 900, "tonle", "tonle!u@h", "tonle"), "JOIN #one|JOIN #Two[]|");
	assert_string_equal(logged(&w), "logged in to services as tonle|");
	assert_int_equal(w.level, LOG_LEVEL_INFO); /* a success is no warning */
	numeric(&w, 901, "tonle", "tonle!u@h", "out");
	assert_string_equal(logged(&w), "logged out of services|");
	assert_int_equal(w.level, LOG_LEVEL_WARN);
	finish(&w);
	w = begin_served(); /* SASL has done it before the welcome */
	numeric(&w, 900, "*", "tonle!u@h", "tonle");
	assert_string_equal(numeric(&w, 1, "tonle", "hi", NULL), "JOIN #one|JOIN #Two[]|");
	finish(&w);
}

static void a_refusal_or_silence_does_not_hold_us_up(void **state)
{
	static const char *const refusals[] = {"Invalid password for tonle.",
		"Your password was not recognized.", "Password incorrect.",
		"Nick tonle isn't registered.", "tonle is not a registered nickname."};

	(void)state;
	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
		struct world w = begin_served();

		numeric(&w, 1, "tonle", "hi", NULL);
		assert_string_equal(notice(&w, "NickServ", refusals[i]), "JOIN #one|JOIN #Two[]|");
		assert_non_null(strstr(logged(&w), "rejects our password"));
		finish(&w);
	}
	struct world w = begin_served();
	numeric(&w, 1, "tonle", "hi", NULL);
	assert_string_equal(numeric(&w, 401, "tonle", "somebody", "No such nick"), "");
	assert_string_equal(
		numeric(&w, 401, "tonle", "NickServ", "No such nick"), "JOIN #one|JOIN #Two[]|");
	finish(&w);
	w = begin_served();
	numeric(&w, 1, "tonle", "hi", NULL);
	assert_int_equal(presence_tick(w.p, w.now, w.out), LOGIN_WAIT_MS);
	assert_string_equal(pass(&w, LOGIN_WAIT_MS - 1), "");
	assert_string_equal(pass(&w, 1), "JOIN #one|JOIN #Two[]|");
	assert_non_null(strstr(logged(&w), "has not answered in 20 s"));
	finish(&w);
}

static void a_holder_is_ghosted(void **state)
{
	struct world w = begin_served();

	(void)state;
	numeric(&w, 433, "*", "tonle", "in use");
	numeric(&w, 1, "tonle_", "hi", NULL);
	numeric(&w, 900, "tonle_", "tonle_!u@h", "tonle");
	assert_string_equal(pass(&w, 2000), "PRIVMSG NickServ@services.test :GHOST tonle|");
	assert_string_equal(pass(&w, 3000), "NICK tonle|");
	numeric(&w, 433, "tonle_", "tonle", "in use");
	hear(&w, EVENT_JOIN, 0, "tonle_", "#one", NULL, NULL);
	hear(&w, EVENT_JOIN, 0, "tonle_", "#Two[]", NULL, NULL);
	assert_string_equal(pass(&w, 100000), "PRIVMSG NickServ@services.test :GHOST tonle|");
	finish(&w);
}

static void a_channel_for_the_identified_is_tried_again(void **state)
{
	struct world w = begin();

	(void)state;
	numeric(&w, 1, "tonle", "hi", NULL);
	numeric(&w, 477, "tonle", "#one", "need to be identified");
	numeric(&w, 471, "tonle", "#Two[]", "full");
	assert_non_null(strstr(logged(&w), "requires a services account"));
	assert_string_equal(numeric(&w, 900, "tonle", "tonle!u@h", "tonle"), "JOIN #one|");
	finish(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_asked_for_now_and_then),
		cmocka_unit_test(monitor_is_asked_for),
		cmocka_unit_test(monitor_tells_when_it_is_free),
		cmocka_unit_test(its_holder_is_seen_going),
		cmocka_unit_test(services_may_take_it),
		cmocka_unit_test(no_more_is_wanted_than_nicklen),
		cmocka_unit_test(the_nick_asked_for_counts),
		cmocka_unit_test(a_storm_of_nicks),
		cmocka_unit_test(channels_wait_for_nickserv),
		cmocka_unit_test(other_signs_of_success),
		cmocka_unit_test(a_refusal_or_silence_does_not_hold_us_up),
		cmocka_unit_test(a_holder_is_ghosted),
		cmocka_unit_test(a_channel_for_the_identified_is_tried_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
