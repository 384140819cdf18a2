/* Framing and parsing of lines, tags included. */
#include "base/buf.h"
#include "wire/line.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct {
	const char *bytes;
	size_t length; /* 0: strlen */
	enum line_error error;
	const char *parsed; /* tags|prefix|command|param|param… */
} lines[] = {
	{"PING", 0, LINE_OK, "||PING"},
	{"ping x", 0, LINE_OK, "||PING|x"},
	{":s 001 me :Hello there", 0, LINE_OK, "|s|001|me|Hello there"},
	{":a!b@c PRIVMSG #d :", 0, LINE_OK, "|a!b@c|PRIVMSG|#d|"},
	{":a!b@c PRIVMSG #d ::)", 0, LINE_OK, "|a!b@c|PRIVMSG|#d|:)"},
	{":a  PRIVMSG   #d    e ", 0, LINE_OK, "|a|PRIVMSG|#d|e"},
	{":a MODE #d +o b:c", 0, LINE_OK, "|a|MODE|#d|+o|b:c"},
	{":victim AWAY", 0, LINE_OK, "|victim|AWAY"},
	{":victim AWAY ", 0, LINE_OK, "|victim|AWAY"},
	{"@a=b;c :x Y z", 0, LINE_OK, "a=b;c|x|Y|z"},
	{"@a=b   Y", 0, LINE_OK, "a=b||Y"},
	{"@ :x Y", 0, LINE_OK, "|x|Y"},
	{":x 999 a", 0, LINE_OK, "|x|999|a"},
	{":x P \xff\x80 :\x01", 0, LINE_OK, "|x|P|\xff\x80|\x01"},
	{"", 0, LINE_EMPTY, ""},
	{"PRIVMSG a :b\0c", 14, LINE_NUL, ""},
	{"PRIVMSG a :b\rQUIT", 0, LINE_NUL, ""},
	{"@a=b", 0, LINE_TAGS, ""},
	{"@a=b ", 0, LINE_TAGS, ""},
	{":prefixonly", 0, LINE_PREFIX, ""},
	{":prefixonly ", 0, LINE_PREFIX, ""},
	{": PING x", 0, LINE_PREFIX, ""},
	{":s 000 bot :x", 0, LINE_COMMAND, ""},
	{":s 1234 bot", 0, LINE_COMMAND, ""},
	{":s 12 bot", 0, LINE_COMMAND, ""},
	{":s 1a2 bot", 0, LINE_COMMAND, ""},
	{":s PRIV_MSG bot", 0, LINE_COMMAND, ""},
	{" PING x", 0, LINE_COMMAND, ""},
	{":s :PING x", 0, LINE_COMMAND, ""},
	{":s ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFG x", 0, LINE_COMMAND, ""},
	{"X 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3", 0, LINE_PARAMS, ""},
};

static void show(const struct line *line, struct buf *to)
{
	buf_clear(to);
	if (line->command[0])
		buf_add(to, "%s|%s|%s", line->tags, line->prefix, line->command);
	for (size_t i = 0; i < line->count; i++)
		buf_add(to, "|%s", line->params[i]);
}

static void lines_are_parsed_strictly(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		size_t length = lines[i].length ? lines[i].length : strlen(lines[i].bytes);
		char *bytes = malloc(length + 1); /* exactly as long as promised, for ASan */
		char text[512];
		struct buf to = BUF(text);
		struct line line;

		memcpy(bytes, lines[i].bytes, length + 1);
		enum line_error error = line_parse(&line, bytes, length);
		show(&line, &to);
		if (error != lines[i].error || strcmp(text, lines[i].parsed) != 0)
			fail_msg(
				"\"%s\": %s, \"%s\"", lines[i].bytes, line_error_name(error), text);
		free(bytes);
	}
}

static void numerics_are_numbers(void **state)
{
	char bytes[] = ":s 433 * x :in use", other[] = "PING 433";
	struct line line;

	(void)state;
	line_parse(&line, bytes, strlen(bytes));
	assert_int_equal(line.numeric, 433);
	line_parse(&line, other, strlen(other));
	assert_int_equal(line.numeric, 0);
}

static void limits_are_exact(void **state)
{
	static char bytes[LINE_BYTES_MAX + 3];
	struct line line;

	(void)state;
	memset(bytes, 'x', sizeof bytes);
	bytes[0] = '@';
	memcpy(bytes + LINE_TAGS_MAX - 1, " P", 2);
	assert_int_equal(line_parse(&line, bytes, LINE_TAGS_MAX + 1), LINE_OK);
	assert_int_equal(strlen(line.tags), LINE_TAGS_MAX - 2);

	memset(bytes, 'x', sizeof bytes);
	bytes[0] = '@';
	memcpy(bytes + LINE_TAGS_MAX, " P", 2);
	assert_int_equal(line_parse(&line, bytes, LINE_TAGS_MAX + 2), LINE_TAGS);

	memset(bytes, 'x', sizeof bytes);
	bytes[1] = ' ';
	assert_int_equal(line_parse(&line, bytes, LINE_BODY_MAX), LINE_OK);
	memset(bytes, 'x', sizeof bytes);
	bytes[1] = ' ';
	assert_int_equal(line_parse(&line, bytes, LINE_BODY_MAX + 1), LINE_TOO_LONG);
}

/* --- tags ------------------------------------------------------------------------------------- */

static const struct {
	const char *tags, *key, *value; /* NULL: absent */
} tags[] = {
	{"a=1;b=2", "a", "1"},
	{"a=1;b=2", "b", "2"},
	{"a=1;b=2", "c", NULL},
	{"ab=1", "a", NULL},
	{"a=1", "ab", NULL},
	{"bot;x=y", "bot", ""},
	{"x=y;bot", "bot", ""},
	{"bot=", "bot", ""},
	{"a=1;a=2", "a", "2"},
	{"+draft/reply=x\\:y", "+draft/reply", "x;y"},
	{"a=\\:\\s\\\\\\r\\n\\b", "a", "; \\\r\nb"},
	{"a=b\\", "a", "b"},
	{"a==b=", "a", "=b="},
	{";;a=b;;", "a", "b"},
	{"a=123456789", "a", "123456789"},
	{"a=1234567890", "a", NULL}, /* does not fit: half a value would mislead */
	{"", "a", NULL},
};

static void tags_are_found_and_unescaped(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
		struct line line = {.tags = tags[i].tags};
		char value[10];
		bool found = line_tag(&line, tags[i].key, value, sizeof value);

		if (found != (tags[i].value != NULL) ||
			strcmp(value, tags[i].value ? tags[i].value : "") != 0)
			fail_msg(
				"%s of \"%s\": %d \"%s\"", tags[i].key, tags[i].tags, found, value);
	}
	assert_true(line_tag(&(struct line){.tags = "a=1234567890"}, "a", NULL, 0));
}

static void tags_are_escaped(void **state)
{
	char out[16], back[16], tag[32];

	(void)state;
	assert_true(line_tag_escape("; \\\r\nx", out, sizeof out));
	assert_string_equal(out, "\\:\\s\\\\\\r\\nx");
	snprintf(tag, sizeof tag, "k=%s", out);
	assert_true(line_tag(&(struct line){.tags = tag}, "k", back, sizeof back));
	assert_string_equal(back, "; \\\r\nx");
	assert_false(line_tag_escape("        ", out, sizeof out));
	assert_string_equal(out, "");
}

/* --- prefix ----------------------------------------------------------------------------------- */

static void sources_are_taken_apart(void **state)
{
	static const struct {
		const char *prefix, *nick, *user, *host;
	} sources[] = {
		{"nick!user@host", "nick", "user", "host"},
		{"irc.server.example", "irc.server.example", "", ""},
		{"nick@host", "nick", "", "host"},
		{"nick!user", "nick", "user", ""},
		{"nick!us@er@host", "nick", "us@er", "host"},
		{"nick!~u!v@host", "nick", "~u!v", "host"},
		{"!@", "", "", ""},
		{"a@b!c", "a", "", "b!c"},
		{"", "", "", ""},
	};
	struct line_source s;
	char long_nick[300];

	(void)state;
	for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
		assert_true(line_source(sources[i].prefix, &s));
		assert_string_equal(s.nick, sources[i].nick);
		assert_string_equal(s.user, sources[i].user);
		assert_string_equal(s.host, sources[i].host);
	}
	memset(long_nick, 'n', sizeof long_nick - 1);
	long_nick[sizeof long_nick - 1] = '\0';
	assert_false(line_source(long_nick, &s));
}

/* --- framing ---------------------------------------------------------------------------------- */

/* Adds bytes in pieces of the given size and notes the lines that come out, '|' behind each. */
static void frame(struct framer *f, const char *bytes, size_t length, size_t piece, struct buf *to)
{
	while (length > 0) {
		size_t room, count, got;
		char *into = framer_room(f, &room), *line;

		assert_true(room >= 1);
		count = piece < room ? piece : room;
		count = count < length ? count : length;
		memcpy(into, bytes, count);
		framer_added(f, count);
		bytes += count;
		length -= count;
		while ((line = framer_next(f, &got)) != NULL) {
			assert_int_equal(line[got], '\0');
			if (got > 40)
				buf_add(to, "(%zu)|", got);
			else
				buf_add(to, "%s|", line);
		}
		assert_false(framer_waits(f));
	}
}

static void bytes_are_framed(void **state)
{
	static const char bytes[] = "\r\n\none\r\ntwo\nthr\ree\r\r\n\r\nlast\r\nhal";
	char text[256];
	struct buf to = BUF(text);

	(void)state;
	for (size_t piece = 1; piece < sizeof bytes; piece++) {
		struct framer *f = calloc(1, sizeof *f);

		buf_clear(&to);
		frame(f, bytes, sizeof bytes - 1, piece, &to);
		assert_string_equal(text, "one|two|thr\ree\r|last|");
		free(f);
	}
}

static void too_long_lines_are_passed_over(void **state)
{
	enum { LONG = 3 * LINE_BYTES_MAX };
	static char bytes[LONG + 16];
	char text[256];
	struct buf to = BUF(text);

	(void)state;
	memcpy(bytes, "a\r\n", 3);
	memset(bytes + 3, 'x', LONG);
	memcpy(bytes + 3 + LONG, "\r\nb\r\n", 5);
	for (size_t piece = 1; piece < sizeof bytes; piece = piece * 3 + 1) {
		struct framer *f = calloc(1, sizeof *f);

		buf_clear(&to);
		frame(f, bytes, LONG + 8, piece, &to);
		assert_string_equal(text, "a|b|");
		assert_int_equal(f->too_long, 1);
		free(f);
	}
	struct framer *f = calloc(1, sizeof *f); /* the longest that is allowed */
	memcpy(bytes + 3 + LINE_BYTES_MAX, "\r\nb\r\n", 5);
	buf_clear(&to);
	frame(f, bytes, LINE_BYTES_MAX + 8, 1000, &to);
	assert_string_equal(text, "a|(12287)|b|");
	free(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_parsed_strictly),
		cmocka_unit_test(numerics_are_numbers),
		cmocka_unit_test(limits_are_exact),
		cmocka_unit_test(tags_are_found_and_unescaped),
		cmocka_unit_test(tags_are_escaped),
		cmocka_unit_test(sources_are_taken_apart),
		cmocka_unit_test(bytes_are_framed),
		cmocka_unit_test(too_long_lines_are_passed_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
