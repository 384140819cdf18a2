#ifndef TONLE_BASE_JSON_H
#define TONLE_BASE_JSON_H

#include <stdbool.h>
#include <stdio.h>

/*
 * Writes JSON (RFC 8259) to a stream, on one line:
 *
 *	struct json json = {.out = out};
 *	json_open(&json, NULL, '{');
 *	json_text(&json, "id", id);
 *	json_close(&json, '}');
 *
 * The key is NULL in a list and at the top level. The caller checks the stream for errors.
 */
struct json {
	FILE *out;
	bool spaced; /* write a space after each comma and colon */
	bool comma;  /* the next value needs a comma before it; set by the functions below */
};

void json_open(struct json *json, const char *key, char bracket);
void json_close(struct json *json, char bracket);

void json_text(struct json *json, const char *key, const char *text);      /* UTF-8 */
void json_some_text(struct json *json, const char *key, const char *text); /* skipped if "" */
void json_number(struct json *json, const char *key, int number);
void json_raw(struct json *json, const char *key, const char *value); /* value is JSON already */

/* Writes the lines of a text as a list, each with `write` (json_line: as a string). Skips empty
 * lines. */
void json_lines(struct json *json, const char *key, const char *text,
	void (*write)(struct json *json, const char *line));
void json_line(struct json *json, const char *line);

/* Writes a string with quotes (RFC 8259, section 7): escapes '"', '\' and control characters. It is
 * also valid in YAML's double-quoted style. */
void json_string(FILE *out, const char *text);

#endif
