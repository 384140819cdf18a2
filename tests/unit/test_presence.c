/* Our nick and our channels, as learnt from events. */
#include "base/text.h"
#include "net/channels.h"
#include "presence_fixture.h"

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
		assert_string_equal(numeric(&w, refusals[i], "*", "tonle", "no"), "NICK tonle_|");
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
	/* assumed: a user of 11 bytes, a host of 64 */
	assert_int_equal(room(&w), strlen(":tonle!@") + 11 + 64);
	numeric(&w, 5, "tonle", "USERLEN=10", "are supported");
	numeric(&w, 5, "tonle", "HOSTLEN=63", "are supported");
	assert_int_equal(room(&w), strlen(":tonle!@") + 10 + 63);
	hear(&w, EVENT_JOIN, 0, "tonle", "#one", NULL, NULL);
	assert_int_equal(room(&w), strlen(":tonle!user@host"));
	hear(&w, EVENT_NICK, 0, "tonle", "longer_nick", NULL, NULL);
	assert_int_equal(room(&w), strlen(":longer_nick!user@host"));
	numeric(&w, 396, "longer_nick", "cloak.example", "is now your host");
	assert_int_equal(room(&w), strlen(":longer_nick!user@cloak.example"));
	hear(&w, EVENT_OTHER, 0, "longer_nick", "u", "h", NULL); /* CHGHOST */
	assert_int_equal(room(&w), strlen(":longer_nick!u@h"));
	numeric(&w, 396, "longer_nick", "user@cloak.example", "is now your host");
	assert_int_equal(room(&w), strlen(":longer_nick!user@cloak.example"));
	numeric(&w, 396, "somebody", "x", "is now your host");
	assert_int_equal(room(&w), strlen(":longer_nick!user@cloak.example"));
	finish(&w);
}

/* Every cut offset, characters of one to four bytes, a host of 63 bytes: what others get has 512
 * bytes at most with CRLF, is UTF-8, and nothing of what fits is lost. */
static void no_line_is_cut_by_the_server(void **state)
{
	static const char *const characters[] = {"a", "é", "ក", "😀", "é", "ភ្នំ", "a b "};
	static const char host[] =
		"a123456789b123456789c123456789d123456789e123456789f123456789abc";
	char text[2048], seen[2048];

	(void)state;
	for (size_t c = 0; c < sizeof characters / sizeof *characters; c++) {
		for (size_t shift = 0; shift <= sizeof host; shift++) {
			struct world w = begin();

			numeric(&w, 1, "tonle", "hi", NULL);
			hear(&w, EVENT_JOIN, 0, "tonle", "#one", NULL, NULL);
			numeric(&w, 396, "tonle", host + shift % (sizeof host - 1), "your host");
			memset(text, 'x', shift);
			text[shift] = '\0';
			while (strlen(text) < 700)
				strcat(text, characters[c]);
			assert_true(outbox_say(w.out, URGENCY_REPLY, "PRIVMSG", "#one", text, ""));
			snprintf(seen, sizeof seen, ":tonle!user@%s %s",
				host + shift % (sizeof host - 1), said(&w));
			size_t length = strcspn(seen, "|");
			assert_true(length <= 510);
			assert_true(length >= 510 - 14 || c == 6); /* a cluster and "…" */
			assert_true(text_is_utf8(seen, length));
			assert_memory_equal(seen + length - 3, "…", 3);
			finish(&w);
		}
	}
}

static void a_smaller_line_length_is_obeyed(void **state)
{
	struct world w = begin();
	char text[600];

	(void)state;
	memset(text, 'x', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	numeric(&w, 1, "tonle", "hi", NULL);
	hear(&w, EVENT_JOIN, 0, "tonle", "#one", NULL, NULL);
	numeric(&w, 5, "tonle", "LINELEN=256", "are supported");
	outbox_say(w.out, URGENCY_REPLY, "PRIVMSG", "#one", text, "");
	assert_int_equal(strlen(said(&w)) - 1, 254 - strlen(":tonle!user@host "));
	numeric(&w, 5, "tonle", "LINELEN=4096", "are supported");
	outbox_say(w.out, URGENCY_REPLY, "PRIVMSG", "#one", text, "");
	assert_int_equal(strlen(said(&w)) - 1, 510 - strlen(":tonle!user@host "));
	numeric(&w, 5, "tonle", "UTF8ONLY", "are supported");
	assert_false(outbox_say(w.out, URGENCY_REPLY, "PRIVMSG", "#one", "caf\xe9", ""));
	assert_true(outbox_say(w.out, URGENCY_REPLY, "PRIVMSG", "#one", "café", ""));
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

static void bot_mode_is_set_where_offered(void **state)
{
	static const struct {
		const char *support, *modes, *said;
	} rows[] = {
		{"BOT=b", "iw", "MODE tonle +b|"},
		{"BOT=b", "Biw", "MODE tonle +b|"},
		{"NICKLEN=9", "abBiw", "MODE tonle +B|"},
		{"NICKLEN=9", "iw", ""},
		{"BOT=", "iw", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *info[] = {"tonle", "irc.test", "ircd-1", rows[i].modes, "bov"};
		struct event myinfo = {.kind = EVENT_NUMERIC,
			.command = "004",
			.numeric = 4,
			.nick = "irc.test",
			.user = "",
			.host = "",
			.account = "",
			.target = "tonle",
			.text = "",
			.msgid = "",
			.params = info,
			.count = 5};
		struct world w = begin();

		numeric(&w, 1, "tonle", "hi", NULL);
		presence_handle(w.p, &myinfo, w.now, w.out);
		assert_string_equal(numeric(&w, 5, "tonle", rows[i].support, "are"), "");
		assert_string_equal(
			numeric(&w, i % 2 ? 376 : 422, "tonle", "end", NULL), rows[i].said);
		finish(&w);
	}
}

static void trouble_is_told_once(void **state)
{
	struct world w = begin();

	(void)state;
	numeric(&w, 1, "tonle", "hi", NULL);
	hear(&w, EVENT_JOIN, 0, "tonle", "#Two[]", NULL, NULL);
	for (int i = 0; i < 3; i++) {
		numeric(&w, 474, "tonle", "#one", "+b");
		assert_string_equal(logged(&w),
			i > 0 ? ""
			      : "cannot join #one: we are banned there (+b); trying again later "
				"(474 +b)|");
		pass(&w, presence_tick(w.p, w.now, w.out));
	}
	numeric(&w, 473, "tonle", "#one", "+i");
	assert_non_null(strstr(logged(&w), "invite-only"));
	pass(&w, presence_tick(w.p, w.now, w.out));
	hear(&w, EVENT_JOIN, 0, "tonle", "#one", NULL, NULL);
	hear(&w, EVENT_KICK, 0, "op", "#one", "tonle", "bye");
	assert_memory_equal(logged(&w), "kicked from #one by op (bye); joining again in ", 46);
	numeric(&w, 461, "tonle", "FOO", "not enough");
	numeric(&w, 461, "tonle", "FOO", "not enough");    /* within a second */
	numeric(&w, 401, "tonle", "gone", "no such nick"); /* usual */
	assert_string_equal(logged(&w), "the server said 461 FOO not enough|");
	finish(&w);
}

static void a_mute_lasts_until_a_mode_changes(void **state)
{
	struct world w = begin();

	(void)state;
	numeric(&w, 1, "tonle", "hi", NULL);
	hear(&w, EVENT_JOIN, 0, "tonle", "#one", NULL, NULL);
	assert_true(presence_may_speak(w.p, "#one", w.now));
	numeric(&w, 404, "tonle", "#ONE", "Cannot send");
	numeric(&w, 404, "tonle", "#one", "Cannot send");
	assert_non_null(strstr(logged(&w), "cannot speak in #one"));
	assert_string_equal(logged(&w), "");
	assert_false(presence_may_speak(w.p, "#one", w.now));
	assert_true(presence_may_speak(w.p, "#Two[]", w.now));
	hear(&w, EVENT_MODE, 0, "op", "#one", "-m", NULL);
	assert_true(presence_may_speak(w.p, "#one", w.now));
	numeric(&w, 477, "tonle", "#one", "+M"); /* in the channel: about what we said */
	assert_false(presence_may_speak(w.p, "#one", w.now));
	assert_true(presence_in(w.p, "#one"));
	pass(&w, 300 * 1000);
	assert_true(presence_may_speak(w.p, "#one", w.now));
	finish(&w);
}

static void other_channels_are_left(void **state)
{
	struct world w = begin();

	(void)state;
	numeric(&w, 1, "tonle", "hi", NULL);
	numeric(&w, 470, "tonle", "#one", "##overflow");
	assert_non_null(strstr(logged(&w), "forwards"));
	assert_string_equal(hear(&w, EVENT_JOIN, 0, "tonle", "##overflow", NULL, NULL),
		"PART ##overflow :not configured|");
	assert_non_null(strstr(logged(&w), "not configured"));
	assert_string_equal(hear(&w, EVENT_PART, 0, "tonle", "##overflow", NULL, NULL), "");
	finish(&w);
}

/* Thousands at once do not fill the queue, and none is stayed in once it is heard. */
static void a_flood_of_other_channels(void **state)
{
	static const char part[] = "PART #x5000 :not configured|";
	struct world w = begin();
	char name[16];
	int parted = 0;

	(void)state;
	numeric(&w, 1, "tonle", "hi", NULL);
	for (int i = 0; i < 10000; i++) {
		snprintf(name, sizeof name, "#x%d", i);
		parted += *hear(&w, EVENT_JOIN, 0, "tonle", name, NULL, NULL) != '\0';
	}
	assert_int_equal(parted, CHANNELS_LEAVE);
	assert_string_equal(hear(&w, EVENT_PRIVMSG, 0, "eve", "#x5000", "hi", NULL), "");
	pass(&w, CHANNELS_LEAVE_MS);
	assert_string_equal(hear(&w, EVENT_PRIVMSG, 0, "eve", "@#x5000", "hi", NULL), "");
	numeric(&w, 5, "tonle", "STATUSMSG=@", "are supported");
	assert_string_equal(hear(&w, EVENT_PRIVMSG, 0, "eve", "@#x5000", "hi", NULL), part);
	assert_string_equal(hear(&w, EVENT_PRIVMSG, 0, "eve", "#x5000", "hi", NULL), "");
	pass(&w, CHANNELS_LEAVE_MS);
	assert_string_equal(hear(&w, EVENT_PRIVMSG, 0, "eve", "#x5000", "hi", NULL), part);
	assert_string_equal(hear(&w, EVENT_PRIVMSG, 0, "eve", "#one", "hi", NULL), "");
	assert_false(presence_is_ours(w.p, "#x5000"));
	assert_true(presence_is_ours(w.p, "#ONE"));
	finish(&w);
}

static void channels_are_configured_anew(void **state)
{
	static const struct config_channel after[] = {
		{.name = "#TWO{}", .key = "k"}, {.name = "#three", .key = "sesame"}};
	static const struct config_network changed = {
		.name = "test", .nick = "tonle", .channels = after, .channel_count = 2};
	struct world w = begin();

	(void)state;
	presence_configure(w.p, &changed, w.now, w.out);
	assert_string_equal(said(&w), "");
	presence_configure(w.p, &config, w.now, w.out);
	numeric(&w, 1, "tonle", "hi", NULL);
	hear(&w, EVENT_JOIN, 0, "tonle", "#one", NULL, NULL);
	hear(&w, EVENT_JOIN, 0, "tonle", "#Two[]", NULL, NULL);
	presence_configure(w.p, &changed, w.now, w.out);
	assert_string_equal(said(&w), "PART #one :no longer configured|JOIN #three sesame|");
	assert_true(presence_in(w.p, "#two[]"));
	assert_false(presence_in(w.p, "#one"));
	assert_string_equal(hear(&w, EVENT_PART, 0, "tonle", "#one", NULL, NULL), "");
	assert_string_equal(pass(&w, 60 * 1000), ""); /* nothing answered */
	assert_string_equal(pass(&w, 7000), "JOIN #three sesame|");
	finish(&w);
}

static void history_teaches_nothing(void **state)
{
	struct world w = begin();
	const char *params[] = {"#one"};
	struct event e = {.kind = EVENT_JOIN,
		.network = "",
		.command = "JOIN",
		.nick = "tonle",
		.user = "u",
		.host = "h",
		.account = "",
		.target = "#one",
		.text = "",
		.msgid = "",
		.params = params,
		.count = 1,
		.replayed = true};

	(void)state;
	numeric(&w, 1, "tonle", "hi", NULL);
	presence_handle(w.p, &e, w.now, w.out);
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
		cmocka_unit_test(no_line_is_cut_by_the_server),
		cmocka_unit_test(a_smaller_line_length_is_obeyed),
		cmocka_unit_test(bot_mode_is_set_where_offered),
		cmocka_unit_test(trouble_is_told_once),
		cmocka_unit_test(a_mute_lasts_until_a_mode_changes),
		cmocka_unit_test(other_channels_are_left),
		cmocka_unit_test(a_flood_of_other_channels),
		cmocka_unit_test(channels_are_configured_anew),
		cmocka_unit_test(history_teaches_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
