#ifndef TONLE_BASE_PART_H
#define TONLE_BASE_PART_H

#include "base/error.h"

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>

/*
 * Replaces a file atomically. The new content is written to a part beside the file, which is then
 * renamed: readers get either the old file or the complete new one, and a failure leaves the old
 *one unchanged.
 *
 *	part_open(), write to part.out, part_close(), part_move()
 */
struct part {
	char path[PATH_MAX], name[PATH_MAX]; /* the file; the part: path and suffix */
	FILE *out;                           /* NULL: closed */
};

/* Creates the part, or empties a left-over one. False with the reason. */
bool part_open(struct part *part, const char *path, const char *suffix, struct error *err);

/* Closes the part and sets its mode; with mode 0 the umask decides. False with the reason if this
 * or an earlier write failed; the part is then deleted. */
bool part_close(struct part *part, mode_t mode, struct error *err);

/* Renames the closed part to the file's name. False with the reason; the part is then deleted. */
bool part_move(struct part *part, struct error *err);

/* Gives up: deletes the part, open or closed. */
void part_drop(struct part *part);

#endif
