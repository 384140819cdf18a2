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

/* The files named: of a folder all files in it and below whose names end like documents (txt, md,
 * html, pdf …), sorted. False with the reason for a path that is not there and a folder without
 * any. */
bool input_list(const char *const *paths, size_t count, struct inputs *inputs, struct error *err);
void input_free(struct inputs *inputs);

/* The bytes of a file, "-" for standard input; of a PDF its text, by pdftotext(1), with form feeds
 * between the pages. At most max bytes. The caller frees it; NULL with the reason. */
char *input_read(const char *path, size_t max, size_t *length, struct error *err);

#endif
