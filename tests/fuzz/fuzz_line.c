/*
 * Fuzz target for everything between the socket and libircclient: framer, parser, tags, prefix,
 * history, sanitizing. Takes any bytes; a sanitized line must have the form that libircclient
 * needs.
 */
#include "fuzz.h"
#include "wire/line.h"
#include "wire/multiline.h"
#include "wire/replay.h"
#include "wire/sanitize.h"

#include <stdlib.h>
#include <string.h>

/* ":prefix COMMAND params :last\r\n", at most SANITIZE_MAX bytes. */
static void check_pushed(const char *out, const struct line *line)
{
	size_t length = strlen(out);
	const char *space = strchr(out, ' ');

	CHECK(length >= 6 && length <= SANITIZE_MAX);
	CHECK(strcmp(out + length - 2, "\r\n") == 0);
	CHECK(strcspn(out, "\r\n") == length - 2);
	CHECK(out[0] == ':' && out[1] != ' ' && space);
	CHECK(strncmp(space + 1, line->command, strlen(line->command)) == 0);
	CHECK(space[1 + strlen(line->command)] == ' ');

	size_t params = 0;
	const char *at = space + 1 + strlen(line->command);
	while (*at == ' ' && at[1] != ':' && at[1] != '\r') {
		CHECK(at[1] != ' ');
		at += 1 + strcspn(at + 1, " \r");
		params++;
	}
	params += at[0] == ' ' && at[1] == ':';
	CHECK(params <= 10 && (params == line->count || params == 10));
}

static void check_line(
	char *text, size_t length, struct replay *replay, struct multiline *multiline)
{
	struct line line;
	struct line_source source;
	char out[SANITIZE_MAX + 1], value[64], escaped[256];

	if (line_parse(&line, text, length) != LINE_OK) {
		CHECK(line.count == 0 && line.command[0] == '\0');
		return;
	}
	CHECK(line.count <= LINE_PARAMS_MAX);
	for (size_t i = 0; i + 1 < line.count; i++)
		CHECK(line.params[i][0] && line.params[i][0] != ':' &&
			!strchr(line.params[i], ' '));
	line_source(line.prefix, &source);
	if (line_tag(&line, "msgid", value, sizeof value) &&
		line_tag_escape(value, escaped, sizeof escaped))
		CHECK(!strpbrk(escaped, "; \r\n"));
	replay_mark(replay, &line, false, (struct timestamp){.ms = (int64_t)length * 1000});
	CHECK(replay->count <= REPLAY_BATCHES);
	bool replayed = false;
	struct line whole = line;
	if (multiline_take(multiline, &whole, &replayed) == MULTILINE_WHOLE)
		CHECK(whole.count == 2 && *whole.params[1] && *whole.command &&
			strlen(whole.params[1]) < MULTILINE_TEXT);
	if (sanitize_line(&line, "server", out) == SANITIZE_PUSH)
		check_pushed(out, &line);
}

/* The first byte says in what pieces the rest arrives. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static struct framer framer;
	struct replay replay = {0};
	struct multiline multiline = {0};
	size_t piece = size > 0 && bytes[0] % 16 ? bytes[0] % 16 * 7 : sizeof framer.bytes;

	memset(&framer, 0, sizeof framer);
	while (size > 0) {
		size_t room, length;
		char *into = framer_room(&framer, &room), *text;
		size_t count = piece < room ? piece : room;

		CHECK(room > 0);
		count = count < size ? count : size;
		memcpy(into, bytes, count);
		framer_added(&framer, count);
		bytes += count;
		size -= count;
		while ((text = framer_next(&framer, &length)) != NULL) {
			/* a copy of exactly its size, so that ASan sees reads past its end */
			char *copy = malloc(length + 1);

			CHECK(copy && length > 0 && text[length] == '\0');
			memcpy(copy, text, length + 1);
			check_line(copy, length, &replay, &multiline);
			free(copy);
		}
	}
	multiline_free(&multiline);
	return 0;
}
