#ifndef TONLE_CLI_OUTPUT_H
#define TONLE_CLI_OUTPUT_H

#include "base/part.h"

/*
 * A command's output file. It is written completely or not at all, so that an interrupted export
 * leaves the old file unchanged, and never over a database. A pipe or another special file is
 * written directly; "-" is standard output.
 *
 *	output_open(), write to output.out, output_close()
 */
struct output {
	const char *path; /* borrowed */
	FILE *out;
	struct part part; /* unused if it is written directly */
};

/* False with the reason. */
bool output_open(struct output *output, const char *path, struct error *err);

/* Finishes the file. good: all was written; otherwise err says why not, and the path is added to
 * it. Returns whether the file is in place. */
bool output_close(struct output *output, bool good, struct error *err);

#endif
