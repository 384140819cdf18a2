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
 * A key is NULL in a list and at the top. The caller checks the stream for errors.
 */
struct json {
	FILE *out;
	bool spaced; /* a space after each comma and colon */
	bool comma;  /* the next value follows another one; kept by the functions below */
};

void json_open(struct json *json, const char *key, char bracket);
void json_close(struct json *json, char bracket);

void json_text(struct json *json, const char *key, const char *text);      /* UTF-8 */
void json_some_text(struct json *json, const char *key, const char *text); /* nothing for "" */
void json_number(struct json *json, const char *key, int number);
void json_raw(struct json *json, const char *key, const char *value); /* JSON already */

/* A text's lines as a list, each written by `write` (json_line: as a string); empty ones are left
 * out. */
void json_lines(struct json *json, const char *key, const char *text,
	void (*write)(struct json *json, const char *line));
void json_line(struct json *json, const char *line);

/* A string with its quotes (RFC 8259, section 7): '"', '\' and control characters are escaped.
 * YAML's double-quoted style reads the same. */
void json_string(FILE *out, const char *text);

#endif
