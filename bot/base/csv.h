#ifndef TONLE_BASE_CSV_H
#define TONLE_BASE_CSV_H

#include "base/error.h"

#include <stddef.h>
#include <stdio.h>

/*
 * Comma-separated values (RFC 4180): records end in CRLF, fields with commas, quotes or line ends
 * are in double quotes, quotes are doubled. So that no spreadsheet takes a text for a formula
 * (owasp.org, "CSV injection"), a field that begins with = + - @ ' (or their full-width forms), a
 * tab or a line end gets an apostrophe in front when written, which reading removes.
 */
enum { CSV_FIELDS = 64 };

struct csv {
	const char *name; /* of the file, for errors */
	char *at, *end;
	char *kept;     /* what lies before it was given back */
	char separator; /* ',', ';' or tab, found in the first record; 0 before it */
	int line;       /* where the last record began, from 1 */
	int next_line;
};

/* A reader over text[0..length), which it takes apart in place: text[length] must be writable too,
 * and the fields lie in the text. A byte order mark is skipped. Of a long text the memory of what
 * was read is given back to the system: a table is larger than what is made of it. */
struct csv csv_over(const char *name, char *text, size_t length);

enum csv_status { CSV_RECORD, CSV_END, CSV_BAD };

/* The next record: *count fields (at most CSV_FIELDS), in the text. A bare LF also ends a record,
 * and empty lines are skipped. CSV_BAD, with file:line, for an unclosed quote, a quote inside a
 * bare field, a NUL, too many fields, and text that is not UTF-8. */
enum csv_status csv_read(
	struct csv *csv, const char *fields[CSV_FIELDS], size_t *count, struct error *err);

/* Writes a record; the caller checks ferror(out). */
void csv_write(FILE *out, const char *const *fields, size_t count);

#endif
