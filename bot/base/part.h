#ifndef TONLE_BASE_PART_H
#define TONLE_BASE_PART_H

#include "base/error.h"

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>

/*
 * A file that is written under another name beside its place and moved there when it is whole:
 * whoever reads it meanwhile gets the old one or the new, and what fails leaves the old one.
 *
 *	part_open(), write to part.out, part_close(), part_move()
 */
struct part {
	char path[PATH_MAX], name[PATH_MAX]; /* its place, and the part's: path and suffix */
	FILE *out;                           /* NULL: closed */
};

/* Creates the part, or empties one that was left there. False with the reason. */
bool part_open(struct part *part, const char *path, const char *suffix, struct error *err);

/* Ends the writing, with that mode unless it is 0: then the umask's. False with the reason if
 * anything could not be written, also earlier; the part is then gone. */
bool part_close(struct part *part, mode_t mode, struct error *err);

/* Moves the closed part to its place. False with the reason; the part is then gone. */
bool part_move(struct part *part, struct error *err);

/* Deletes the part instead, open or closed. */
void part_drop(struct part *part);

#endif
