#ifndef TONLE_CLI_OUTPUT_H
#define TONLE_CLI_OUTPUT_H

#include "base/part.h"

/*
 * The file that a command writes: whole or not at all, so that an interrupted export leaves it as
 * it was, and never over a database. What is no regular file, such as a pipe, is written directly;
 * "-" is standard output.
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

/* Ends the writing. good: what was to be written is; else err says why not, and now also where.
 * Returns whether it is in its place. */
bool output_close(struct output *output, bool good, struct error *err);

#endif
