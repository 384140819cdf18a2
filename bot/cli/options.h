#ifndef TONLE_CLI_OPTIONS_H
#define TONLE_CLI_OPTIONS_H

#include "cli/cli.h"

#include <stdio.h>

/*
 * The options of the command line: one table (options.c) gives their parsing (getopt_long(3), so
 * that names may be abbreviated), the usage lines, `--help` and the man page.
 */

/*
 * Parses argv[1..argc) by the subcommand's row. False when there is nothing left to run: --help or
 * --version was printed, or the usage was wrong and standard error says why; *status is then the
 * exit status.
 */
bool options_parse(const struct subcommand *subcommand, int argc, char **argv,
	struct options *options, int *status);

/* Parses the options before the subcommand: -h, --help, --version, and abbreviations. Returns the
 * index of the subcommand's name in argv, argc if there is none, or -1 after an unknown option,
 * which it names on standard error. */
int options_parse_global(int argc, char **argv, bool *help, bool *version);

/* Calls each for every option of the subcommand, in its order; argument is NULL for a flag. */
void options_each(const struct subcommand *subcommand,
	void (*each)(const char *name, const char *argument, const char *help));

#endif
