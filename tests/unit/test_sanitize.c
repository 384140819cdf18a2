/* What may reach libircclient, and in which form. */
#include "wire/sanitize.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const struct {
	const char *line;
	enum sanitize_verdict verdict;
	const char *pushed;
} lines[] = {
	{"@a=b :n!u@h PRIVMSG  #c   :hi", SANITIZE_PUSH, ":n!u@h PRIVMSG #c :hi\r\n"},
	{"privmsg #c hi", SANITIZE_PUSH, ":srv PRIVMSG #c :hi\r\n"},
	{":n QUIT", SANITIZE_PUSH, ":n QUIT \r\n"},
	{":n AWAY", SANITIZE_PUSH, ":n AWAY \r\n"},
	{":s 001 me", SANITIZE_PUSH, ":s 001 :me\r\n"},
	{":s 376", SANITIZE_PUSH, ":s 376 \r\n"},
	{":s 005 1 2 3 4 5 6 7 8 9 a b c", SANITIZE_PUSH, ":s 005 1 2 3 4 5 6 7 8 9 :a\r\n"},
	{":n N x", SANITIZE_PUSH, ":n N :x\r\n"},
	{":n!u@h NICK m", SANITIZE_PUSH, ":n!u@h NICK :m\r\n"},
	{":n MODE n :", SANITIZE_PUSH, ":n MODE n :\r\n"},
	{":n PRIVMSG #c :\x01"
	 "ACTION waves",
		SANITIZE_PUSH,
		":n PRIVMSG #c :\x01"
		"ACTION waves\x01\r\n"},
	{":n PRIVMSG #c :\x01VERSION\x01 x\x01", SANITIZE_PUSH,
		":n PRIVMSG #c :\x01VERSION\x01\r\n"},
	{":n FOO :\x01 x", SANITIZE_PUSH, ":n FOO :\x01 x\r\n"},
	{"PING x", SANITIZE_OWN, ""},
	{":s PONG s x", SANITIZE_OWN, ""},
	{":s CAP * LS :sasl", SANITIZE_OWN, ""},
	{"AUTHENTICATE +", SANITIZE_OWN, ""},
	{"PING", SANITIZE_OWN, ""},
	{":n NOTICE x", SANITIZE_PARAMS, ""},
	{":n PRIVMSG", SANITIZE_PARAMS, ""},
	{":n KICK #c", SANITIZE_PARAMS, ""},
	{":n KICK", SANITIZE_PARAMS, ""},
	{":n MODE n", SANITIZE_PARAMS, ""},
	{":n!u@h NICK", SANITIZE_PARAMS, ""},
	{":n JOIN", SANITIZE_PARAMS, ""},
	{":n INVITE me", SANITIZE_PARAMS, ""},
	{"NICK foo", SANITIZE_NICK, ""},
	{":!u@h NICK foo", SANITIZE_NICK, ""},
	{":n!u@h NICK :", SANITIZE_NICK, ""},
	{":n!u@h NICK :a b", SANITIZE_NICK, ""},
	{":n NICK aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffg", SANITIZE_NICK,
		""},
	{":n PRIVMSG #c :\x01", SANITIZE_CTCP, ""},
	{":n PRIVMSG #c :\x01\x01", SANITIZE_CTCP, ""},
	{":n NOTICE #c :\x01 \x01", SANITIZE_CTCP, ""},
	{":n PRIVMSG me :\x01"
	 "DCC CHAT x 1 2\x01",
		SANITIZE_DCC, ""},
	{":n PRIVMSG me :\x01"
	 "DCC",
		SANITIZE_DCC, ""},
};

static enum sanitize_verdict canon(const char *text, char *out)
{
	static char bytes[LINE_BYTES_MAX + 1];
	struct line line;

	strcpy(bytes, text);
	out[0] = '\0';
	assert_int_equal(line_parse(&line, bytes, strlen(bytes)), LINE_OK);
	return sanitize_line(&line, "srv", out);
}

static void lines_are_written_anew_or_kept_back(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		char out[SANITIZE_MAX + 1];
		/* NICK without a prefix: even the stand-in must not make it one */
		enum sanitize_verdict verdict = canon(lines[i].line, out);

		if (verdict != lines[i].verdict ||
			(verdict == SANITIZE_PUSH && strcmp(out, lines[i].pushed) != 0))
			fail_msg("\"%s\": %s, \"%s\"", lines[i].line,
				sanitize_verdict_name(verdict), out);
	}
}

static void long_lines_are_cut(void **state)
{
	char text[3000], out[SANITIZE_MAX + 1];

	(void)state;
	memset(text, 'x', sizeof text);
	memcpy(text, ":n!u@h PRIVMSG #c :", 19);
	text[2000] = '\0';
	assert_int_equal(canon(text, out), SANITIZE_PUSH);
	assert_int_equal(strlen(out), SANITIZE_MAX);
	assert_string_equal(out + SANITIZE_MAX - 3, "x\r\n");

	memcpy(text,
		":n!u@h PRIVMSG #c :\x01"
		"ACTION ",
		27);
	assert_int_equal(canon(text, out), SANITIZE_PUSH);
	assert_true(strlen(out) < 150); /* libircclient copies a CTCP into 128 bytes */
	assert_string_equal(out + strlen(out) - 4, "x\x01\r\n");

	memset(text, 'x', sizeof text);
	memcpy(text, ":n JOIN ", 8);
	text[1500] = ' ';
	text[1502] = '\0';
	assert_int_equal(canon(text, out), SANITIZE_LONG);
	text[0] = ':'; /* a prefix of 1500 bytes */
	memset(text + 1, 'x', 1499);
	strcpy(text + 1500, " JOIN #c");
	assert_int_equal(canon(text, out), SANITIZE_LONG);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_written_anew_or_kept_back),
		cmocka_unit_test(long_lines_are_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
