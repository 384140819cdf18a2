/* What may reach libircclient, and in which form. */
#include "wire/canon.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const struct {
	const char *line;
	enum canon_verdict verdict;
	const char *pushed;
} lines[] = {
	{"@a=b :n!u@h PRIVMSG  #c   :hi", CANON_PUSH, ":n!u@h PRIVMSG #c :hi\r\n"},
	{"privmsg #c hi", CANON_PUSH, ":srv PRIVMSG #c :hi\r\n"},
	{":n QUIT", CANON_PUSH, ":n QUIT \r\n"},
	{":n AWAY", CANON_PUSH, ":n AWAY \r\n"},
	{":s 001 me", CANON_PUSH, ":s 001 :me\r\n"},
	{":s 376", CANON_PUSH, ":s 376 \r\n"},
	{":s 005 1 2 3 4 5 6 7 8 9 a b c", CANON_PUSH, ":s 005 1 2 3 4 5 6 7 8 9 :a\r\n"},
	{":n N x", CANON_PUSH, ":n N :x\r\n"},
	{":n!u@h NICK m", CANON_PUSH, ":n!u@h NICK :m\r\n"},
	{":n MODE n :", CANON_PUSH, ":n MODE n :\r\n"},
	{":n PRIVMSG #c :\x01" "ACTION waves", CANON_PUSH, ":n PRIVMSG #c :\x01" "ACTION waves\x01\r\n"},
	{":n PRIVMSG #c :\x01VERSION\x01 x\x01", CANON_PUSH, ":n PRIVMSG #c :\x01VERSION\x01\r\n"},
	{":n FOO :\x01 x", CANON_PUSH, ":n FOO :\x01 x\r\n"},
	{"PING x", CANON_OWN, ""},
	{":s PONG s x", CANON_OWN, ""},
	{":s CAP * LS :sasl", CANON_OWN, ""},
	{"AUTHENTICATE +", CANON_OWN, ""},
	{"PING", CANON_OWN, ""},
	{":n NOTICE x", CANON_PARAMS, ""},
	{":n PRIVMSG", CANON_PARAMS, ""},
	{":n KICK #c", CANON_PARAMS, ""},
	{":n KICK", CANON_PARAMS, ""},
	{":n MODE n", CANON_PARAMS, ""},
	{":n!u@h NICK", CANON_PARAMS, ""},
	{":n JOIN", CANON_PARAMS, ""},
	{":n INVITE me", CANON_PARAMS, ""},
	{"NICK foo", CANON_NICK, ""},
	{":!u@h NICK foo", CANON_NICK, ""},
	{":n!u@h NICK :", CANON_NICK, ""},
	{":n!u@h NICK :a b", CANON_NICK, ""},
	{":n NICK aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffg", CANON_NICK, ""},
	{":n PRIVMSG #c :\x01", CANON_CTCP, ""},
	{":n PRIVMSG #c :\x01\x01", CANON_CTCP, ""},
	{":n NOTICE #c :\x01 \x01", CANON_CTCP, ""},
	{":n PRIVMSG me :\x01" "DCC CHAT x 1 2\x01", CANON_DCC, ""},
	{":n PRIVMSG me :\x01" "DCC", CANON_DCC, ""},
};

static enum canon_verdict canon(const char *text, char *out)
{
	static char bytes[LINE_BYTES_MAX + 1];
	struct line line;

	strcpy(bytes, text);
	out[0] = '\0';
	assert_int_equal(line_parse(&line, bytes, strlen(bytes)), LINE_OK);
	return canon_line(&line, "srv", out);
}

static void lines_are_written_anew_or_kept_back(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		char out[CANON_MAX + 1];
		/* NICK without a prefix: even the stand-in must not make it one */
		enum canon_verdict verdict = canon(lines[i].line, out);

		if (verdict != lines[i].verdict ||
			(verdict == CANON_PUSH && strcmp(out, lines[i].pushed) != 0))
			fail_msg("\"%s\": %s, \"%s\"", lines[i].line, canon_verdict_name(verdict),
				out);
	}
}

static void long_lines_are_cut(void **state)
{
	char text[3000], out[CANON_MAX + 1];

	(void)state;
	memset(text, 'x', sizeof text);
	memcpy(text, ":n!u@h PRIVMSG #c :", 19);
	text[2000] = '\0';
	assert_int_equal(canon(text, out), CANON_PUSH);
	assert_int_equal(strlen(out), CANON_MAX);
	assert_string_equal(out + CANON_MAX - 3, "x\r\n");

	memcpy(text, ":n!u@h PRIVMSG #c :\x01" "ACTION ", 27);
	assert_int_equal(canon(text, out), CANON_PUSH);
	assert_true(strlen(out) < 150); /* libircclient copies a CTCP into 128 bytes */
	assert_string_equal(out + strlen(out) - 4, "x\x01\r\n");

	memset(text, 'x', sizeof text);
	memcpy(text, ":n JOIN ", 8);
	text[1500] = ' ';
	text[1502] = '\0';
	assert_int_equal(canon(text, out), CANON_LONG);
	text[0] = ':'; /* a prefix of 1500 bytes */
	memset(text + 1, 'x', 1499);
	strcpy(text + 1500, " JOIN #c");
	assert_int_equal(canon(text, out), CANON_LONG);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_written_anew_or_kept_back),
		cmocka_unit_test(long_lines_are_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
