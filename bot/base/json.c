#include "base/json.h"

#include <stdlib.h>
#include <string.h>

void json_string(FILE *out, const char *text)
{
	putc_unlocked('"', out);
	for (; *text; text++) {
		unsigned char byte = (unsigned char)*text;

		if (byte == '"' || byte == '\\')
			putc_unlocked('\\', out);
		if (byte < 0x20)
			fprintf(out, "\\u%04x", byte);
		else
			putc_unlocked(byte, out);
	}
	putc_unlocked('"', out);
}

/* Writes what precedes a value: a comma, and its key. */
static void begin_value(struct json *json, const char *key)
{
	const char *space = json->spaced ? " " : "";

	if (json->comma)
		fprintf(json->out, ",%s", space);
	json->comma = true;
	if (key)
		fprintf(json->out, "\"%s\":%s", key, space);
}

void json_open(struct json *json, const char *key, char bracket)
{
	begin_value(json, key);
	putc(bracket, json->out);
	json->comma = false;
}

void json_close(struct json *json, char bracket)
{
	putc(bracket, json->out);
	json->comma = true;
}

void json_text(struct json *json, const char *key, const char *text)
{
	begin_value(json, key);
	json_string(json->out, text);
}

void json_some_text(struct json *json, const char *key, const char *text)
{
	if (*text)
		json_text(json, key, text);
}

void json_number(struct json *json, const char *key, int number)
{
	begin_value(json, key);
	fprintf(json->out, "%d", number);
}

void json_raw(struct json *json, const char *key, const char *value)
{
	begin_value(json, key);
	fputs(value, json->out);
}

void json_line(struct json *json, const char *line)
{
	json_text(json, NULL, line);
}

void json_lines(struct json *json, const char *key, const char *text,
	void (*write)(struct json *json, const char *line))
{
	json_open(json, key, '[');
	for (text += strspn(text, "\r\n"); *text; text += strspn(text, "\r\n")) {
		size_t length = strcspn(text, "\r\n");
		char *line = strndup(text, length);

		if (line)
			write(json, line);
		free(line);
		text += length;
	}
	json_close(json, ']');
}
