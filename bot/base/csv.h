#ifndef TONLE_BASE_CSV_H
#define TONLE_BASE_CSV_H

#include "base/error.h"

#include <stddef.h>
#include <stdio.h>

/*
 * Comma-separated values (RFC 4180): records end in CRLF, fields with commas, quotes or line ends
 * are in double quotes, quotes are doubled. A field that begins with = + - @ ' (or their full-width
 * forms), a tab or a line end is written with an apostrophe in front, so that no spreadsheet takes
 * it for a formula (owasp.org, "CSV injection"). Reading removes the apostrophe.
 */
enum { CSV_FIELDS = 64 };

struct csv {
	const char *name; /* of the file, for errors */
	char *at, *end;
	char *kept;     /* the memory before it was returned to the system */
	char separator; /* ',', ';' or tab, detected in the first record; 0 before that */
	int line;       /* where the last record began, from 1 */
	int next_line;
};

/* A reader over text[0..length). It splits the text in place: the fields point into it, and
 * text[length] must be writable, too. A byte order mark is skipped. While it reads a long text, it
 * returns the memory of records already read to the system, so that a table and the data made from
 * it need not both be in memory. */
struct csv csv_over(const char *name, char *text, size_t length);

enum csv_status { CSV_RECORD, CSV_END, CSV_BAD };

/* Reads the next record: *count fields (at most CSV_FIELDS), which point into the text. A bare LF
 * also ends a record; empty lines are skipped. CSV_BAD, with file:line, for an unclosed quote, a
 * quote inside an unquoted field, a NUL, too many fields, and text that is not UTF-8. */
enum csv_status csv_read(
	struct csv *csv, const char *fields[CSV_FIELDS], size_t *count, struct error *err);

/* Writes a record; the caller checks ferror(out). */
void csv_write(FILE *out, const char *const *fields, size_t count);

#endif
