#ifndef TONLE_CLI_INPUT_H
#define TONLE_CLI_INPUT_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

/* The files that add-document reads. */
struct inputs {
	char **list;
	size_t count, room;
};

/* Lists the named files; for a folder, all files in and below it with a document's extension (txt,
 * md, html, pdf …), sorted. False with the reason for a path that does not exist and a folder
 * without documents. */
bool input_list(const char *const *paths, size_t count, struct inputs *inputs, struct error *err);
void input_free(struct inputs *inputs);

/* Reads a file ("-": standard input), at most max bytes; for a PDF, its text by pdftotext(1), with
 * form feeds between the pages. The caller frees it; NULL with the reason. */
char *input_read(const char *path, size_t max, size_t *length, struct error *err);

#endif
