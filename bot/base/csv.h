#ifndef TONLE_BASE_CSV_H
#define TONLE_BASE_CSV_H

#include "base/arena.h"
#include "base/error.h"

#include <stddef.h>
#include <stdio.h>

/*
 * Comma-separated values as RFC 4180 has them: CRLF at the end of a record, fields with commas,
 * quotes or line ends in double quotes, quotes doubled. So that no spreadsheet takes a text for a
 * formula (owasp.org, "CSV injection"), a field that begins with one of = + - @ ' (or the
 * full-width ones), a tab or a line end is written with an apostrophe before it, and read without.
 */
enum { CSV_FIELDS = 64 };

struct csv {
	const char *name; /* of the file, for faults */
	const char *at, *end;
	struct arena *arena;
	char separator; /* 0 before the first record, which tells: ',' or, as some write, ';' or tab
			 */
	int line;       /* on which the last record began, from 1 */
	int next_line;
};

/* A reader over text[0..length), which must outlive it; a byte order mark is skipped. */
struct csv csv_over(const char *name, const char *text, size_t length, struct arena *arena);

enum csv_status { CSV_RECORD, CSV_END, CSV_BAD };

/* The next record: *count fields (at most CSV_FIELDS), in the arena. LF alone ends a record, too,
 * and empty lines are skipped. CSV_BAD with file:line: a quote that is not closed or stands inside
 * a bare field, a NUL, too many fields, no UTF-8. */
enum csv_status csv_read(
	struct csv *csv, const char *fields[CSV_FIELDS], size_t *count, struct error *err);

/* Writes a record; what fails shows in ferror(out). */
void csv_write(FILE *out, const char *const *fields, size_t count);

#endif
