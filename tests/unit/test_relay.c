/* Lines from a bridge, and the speakers in them. */
#include "raw_event.h"
#include "scratch.h"

#include "people/relay.h"

#include <stdio.h>
#include <string.h>

static const struct {
	const char *form, *line, *nick, *text; /* nick NULL: not of that form */
} rows[] = {
	{"common", "<alice> hello", "alice", "hello"},
	{"common", "[irc] <alice> hello", "alice", "hello"},
	{"matterbridge", "[discord] <alice b> a > b", "alice b", "a > b"},
	{"matterbridge", "<alice> [note] <b> c", "alice", "[note] <b> c"},
	{"discord-irc",
		"<\x02\x03"
		"04al\xe2\x80\x8bice\x0f> hi",
		"alice", "hi"},
	{"DIS4IRC", "<a\xe2\x80\x8d\xef\xbb\xbflice> hi", "alice", "hi"},
	{"matrix", "<@alice:matrix.org> hi", "@alice:matrix.org", "hi"},
	{"teleirc", "<a>b> hi", "a>b", "hi"},
	{"{nick}: {text}", "alice: bob: hi", "alice", "bob: hi"},
	{"({nick}) [{text}]", "(alice) [hi] there]", "alice", "hi] there"},
	{"common", "hello <alice> there", NULL, NULL},
	{"common", "<alice>", NULL, NULL},
	{"common", "<alice> ", NULL, NULL},
	{"common", "<> hello", NULL, NULL},
	{"common", "<\xe2\x80\x8b> hello", NULL, NULL},
	{"({nick}) [{text}]", "(alice) [hi", NULL, NULL},
};

static void forms_are_read(void **state)
{
	char nick[RELAY_FORM_NICK], text[RELAY_FORM_TEXT];
	struct error err;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_true(relay_form_check(rows[i].form, &err));
		bool is = relay_form_read(rows[i].form, rows[i].line, nick, text);
		if (is != (rows[i].nick != NULL))
			fail_msg("%s: %s", rows[i].form, rows[i].line);
		if (is) {
			assert_string_equal(nick, rows[i].nick);
			assert_string_equal(text, rows[i].text);
		}
	}
	assert_false(relay_form_check("<nick> text", &err));
	assert_non_null(strstr(err.text, "found \"<nick> text\""));
	assert_false(relay_form_check("{nick}{text}", &err));
	assert_false(relay_form_check("{text} {nick}", &err));
	assert_false(relay_form_check("mattermost", &err));
}

/* A name of any length and letters stays a name. */
static void long_names_are_cut(void **state)
{
	char line[400], nick[RELAY_FORM_NICK], text[RELAY_FORM_TEXT];

	(void)state;
	snprintf(line, sizeof line, "<%0200d> hi", 1);
	assert_true(relay_form_read("common", line, nick, text));
	assert_int_equal(strlen(nick), RELAY_FORM_NICK - 1);
}

static void bridges_are_told_from_people(void **state)
{
	const struct config_relay relays[] = {{.nick = "Bridge[m]", .form = "common"}};
	const struct config_network config = {.relays = relays, .relay_count = 1};
	struct raw_event raw;
	struct relayed out;

	(void)state;
	assert_int_equal(relay_read(raw_event(&raw, ":bridge{M}!b@h PRIVMSG #c :<alice> hi"),
				 &config, CASEMAP_RFC1459, &out),
		RELAY_PERSON);
	assert_string_equal(out.identity, "alice (bridge{M})");
	assert_string_equal(out.address, "alice");
	assert_string_equal(out.text, "hi");
	assert_int_equal(relay_read(raw_event(&raw, ":bridge[m]!b@h PRIVMSG #c :alice joined"),
				 &config, CASEMAP_RFC1459, &out),
		RELAY_ITSELF);
	assert_int_equal(relay_read(raw_event(&raw, ":alice!b@h PRIVMSG #c :<alice> hi"), &config,
				 CASEMAP_RFC1459, &out),
		RELAY_NONE);
	assert_int_equal(relay_read(raw_event(&raw, ":bridge[m]!b@h PRIVMSG #c :<!,> hi"), &config,
				 CASEMAP_RFC1459, &out),
		RELAY_PERSON);
	assert_string_equal(out.address, "you");
}

static void a_bridge_gives_itself_away_by_several_names(void **state)
{
	struct relay_watch watch = {.next = 0};
	struct raw_event raw;

	(void)state;
	for (int i = 0; i < 9; i++)
		assert_false(relay_is_suspect(
			&watch, raw_event(&raw, ":quoter!q@h PRIVMSG #c :<alice> hi")));
	assert_false(relay_is_suspect(&watch, raw_event(&raw, ":new!n@h PRIVMSG #c :<alice> hi")));
	assert_false(relay_is_suspect(&watch, raw_event(&raw, ":new!n@h PRIVMSG #c :hi")));
	assert_false(relay_is_suspect(&watch, raw_event(&raw, ":new!n@h PRIVMSG #c :<ben> hi")));
	assert_true(
		relay_is_suspect(&watch, raw_event(&raw, ":new!n@h PRIVMSG #c :[x] <alice> hi")));
	assert_false(relay_is_suspect(&watch, raw_event(&raw, ":new!n@h PRIVMSG #c :<ben> hi")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(forms_are_read),
		cmocka_unit_test(long_names_are_cut),
		cmocka_unit_test(bridges_are_told_from_people),
		cmocka_unit_test(a_bridge_gives_itself_away_by_several_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
