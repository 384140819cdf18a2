/* ISUPPORT: what a server says of itself, and what it must not be able to make us believe. */
#include "wire/isupport.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* The defaults, then the tokens (separated by spaces). */
static struct isupport after(const char *tokens)
{
	struct isupport s;
	char copy[2048];

	isupport_reset(&s);
	strcpy(copy, tokens);
	for (char *token = strtok(copy, " "); token; token = strtok(NULL, " "))
		isupport_learn(&s, token);
	return s;
}

static void defaults(void **state)
{
	struct isupport s = after("");

	(void)state;
	assert_int_equal(s.casemap, CASEMAP_RFC1459);
	assert_string_equal(s.channel_types, "#&");
	assert_string_equal(s.status_marks, "");
	assert_string_equal(s.member_marks, "@+");
	assert_int_equal(s.nick_length, 0);
	assert_int_equal(s.line_length, 512);
	assert_false(s.whox || s.utf8_only || s.monitor);
	assert_int_equal(s.bot_mode, 0);
	assert_true(isupport_tag_passes(&s, "+reply"));
}

static void tokens_are_learnt_and_taken_back(void **state)
{
	struct isupport s =
		after("CASEMAPPING=ascii CHANTYPES=# STATUSMSG=@+ PREFIX=(qaohv)~&@%+ NICKLEN=30 "
		      "USERLEN=10 HOSTLEN=64 LINELEN=2048 WHOX UTF8ONLY MONITOR=30 BOT=B FOO=bar "
		      "CLIENTTAGDENY=*,-draft/reply,-reply");

	(void)state;
	assert_int_equal(s.casemap, CASEMAP_ASCII);
	assert_string_equal(s.channel_types, "#");
	assert_string_equal(s.status_marks, "@+");
	assert_string_equal(s.member_marks, "~&@%+");
	assert_int_equal(s.nick_length, 30);
	assert_int_equal(s.user_length, 10);
	assert_int_equal(s.host_length, 64);
	assert_int_equal(s.line_length, 2048);
	assert_true(s.whox && s.utf8_only && s.monitor);
	assert_int_equal(s.bot_mode, 'B');
	assert_true(isupport_tag_passes(&s, "+draft/reply"));
	assert_false(isupport_tag_passes(&s, "+typing"));

	static const char *const back[] = {"-CASEMAPPING", "-CHANTYPES", "-STATUSMSG", "-PREFIX",
		"-NICKLEN", "-USERLEN", "-HOSTLEN", "-LINELEN", "-WHOX", "-UTF8ONLY", "-MONITOR",
		"-BOT", "-CLIENTTAGDENY", "-NONE"};
	for (size_t i = 0; i < sizeof back / sizeof *back; i++)
		isupport_learn(&s, back[i]);
	struct isupport fresh = after("");
	assert_int_equal(s.casemap, fresh.casemap);
	assert_string_equal(s.channel_types, fresh.channel_types);
	assert_string_equal(s.status_marks, fresh.status_marks);
	assert_string_equal(s.member_marks, fresh.member_marks);
	assert_int_equal(s.nick_length + s.user_length + s.host_length, 0);
	assert_int_equal(s.line_length, 512);
	assert_false(s.whox || s.utf8_only || s.monitor || s.deny_all);
	assert_int_equal(s.bot_mode, 0);
	assert_true(isupport_tag_passes(&s, "+typing"));
}

static void nonsense_leaves_the_defaults(void **state)
{
	static const char *const nonsense[] = {"CHANTYPES=", "CHANTYPES=abc", "CHANTYPES",
		"CHANTYPES=\\x00", "CHANTYPES=\\x20#", "CHANTYPES=#\\x0a", "PREFIX=ov@+",
		"PREFIX=(ov", "PREFIX=(ov)ab", "PREFIX=(ov)@", "PREFIX=(o1)@+",
		"CHANMODES=", "CHANMODES=1,2,3", "CHANMODES=b,k\\x0a", "PREFIX=", "PREFIX",
		"STATUSMSG=xyz", "STATUSMSG=\\x3a", "NICKLEN=", "NICKLEN=0", "NICKLEN=-1",
		"NICKLEN=9x", "NICKLEN=99999999999999999999", "NICKLEN= 9", "LINELEN=0",
		"LINELEN=64", "LINELEN=1000000", "LINELEN", "BOT=", "BOT", "BOT=BB", "BOT=+",
		"BOT=\\x0a", "=", "-", "", "WHO", "WHOXX", "whox", "xWHOX", "CASEMAPPING="};
	struct isupport fresh = after("");

	(void)state;
	for (size_t i = 0; i < sizeof nonsense / sizeof *nonsense; i++) {
		struct isupport s = after("");

		isupport_learn(&s, nonsense[i]);
		if (s.casemap != fresh.casemap || strcmp(s.channel_types, "#&") != 0 ||
			s.status_marks[0] || strcmp(s.member_marks, "@+") != 0 ||
			strcmp(s.member_modes, "ov") != 0 || strcmp(s.list_modes, "beIk") != 0 ||
			strcmp(s.set_modes, "l") != 0 || s.nick_length || s.line_length != 512 ||
			s.whox || s.bot_mode)
			fail_msg("%s changed something", nonsense[i]);
	}
	struct isupport s = after("PREFIX=() STATUSMSG=");
	assert_string_equal(s.member_marks, "");
}

static void values_may_be_escaped(void **state)
{
	struct isupport s = after("CHANTYPES=\\x23\\x26! PREFIX=\\x28ov\\x29\\x40+");

	(void)state;
	assert_string_equal(s.channel_types, "#&!");
	assert_string_equal(s.member_marks, "@+");
	s = after("CHANTYPES=\\");
	assert_string_equal(s.channel_types, "\\");
	s = after("CHANTYPES=#\\x2"); /* not an escape, and x is no sign */
	assert_string_equal(s.channel_types, "#&");
}

static void modes_are_read(void **state)
{
	struct isupport s = after("PREFIX=(qaohv)~&@%+ CHANMODES=IXbeg,k,Hfjl,CGKM");

	(void)state;
	assert_int_equal(isupport_rank(&s, '~'), 5);
	assert_int_equal(isupport_rank(&s, '+'), 1);
	assert_int_equal(isupport_rank(&s, '!'), 0);
	assert_int_equal(isupport_mode_rank(&s, 'o'), 3);
	assert_int_equal(isupport_mode_rank(&s, 'h'), 2);
	assert_int_equal(isupport_mode_rank(&s, 'x'), 0);
	assert_true(isupport_mode_has_parameter(&s, 'g', false));
	assert_true(isupport_mode_has_parameter(&s, 'k', false));
	assert_true(isupport_mode_has_parameter(&s, 'q', false));
	assert_true(isupport_mode_has_parameter(&s, 'f', true));
	assert_false(isupport_mode_has_parameter(&s, 'f', false));
	assert_false(isupport_mode_has_parameter(&s, 'C', true));
	s = after("CHANMODES=b");
	assert_true(isupport_mode_has_parameter(&s, 'b', false));
	assert_false(isupport_mode_has_parameter(&s, 'k', true));
}

static void tags_are_denied(void **state)
{
	static const struct {
		const char *token, *tag;
		bool passes;
	} rows[] = {
		{"CLIENTTAGDENY=*", "+reply", false},
		{"CLIENTTAGDENY=*,-reply", "+reply", true},
		{"CLIENTTAGDENY=*,-reply", "+draft/reply", false},
		{"CLIENTTAGDENY=*,-draft/reply", "+reply", false},
		{"CLIENTTAGDENY=reply", "+reply", false},
		{"CLIENTTAGDENY=reply", "+draft/reply", true},
		{"CLIENTTAGDENY=replyish", "+reply", true},
		{"CLIENTTAGDENY=", "+reply", true},
		{"CLIENTTAGDENY", "+reply", true},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct isupport s = after(rows[i].token);

		if (isupport_tag_passes(&s, rows[i].tag) != rows[i].passes)
			fail_msg("%s %s", rows[i].token, rows[i].tag);
	}
	char token[700] = "CLIENTTAGDENY=";
	memset(token + strlen(token), 'a', 600);
	struct isupport s = after(token);
	assert_true(isupport_tag_passes(&s, "+reply")); /* a value beyond 400 bytes is not read */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(defaults),
		cmocka_unit_test(tokens_are_learnt_and_taken_back),
		cmocka_unit_test(nonsense_leaves_the_defaults),
		cmocka_unit_test(values_may_be_escaped),
		cmocka_unit_test(modes_are_read),
		cmocka_unit_test(tags_are_denied),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
