#ifndef TONLE_CLI_PROGRESS_H
#define TONLE_CLI_PROGRESS_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * How far a long command is: a line on standard error with an estimate of what is left, if that is
 * a terminal, and nothing in a pipe. Ctrl-C does not end the program meanwhile, but the next step
 * is told to stop, also one in a loop that calls watch_step() (base/watch.h). One at a time.
 */
struct progress {
	const char *what; /* "encoding" */
	int64_t begun_ms, shown_ms;
	size_t total; /* of the part that is done now */
	bool shown;
	struct sigaction before;
};

void progress_begin(struct progress *progress, const char *what);

/* So many of so many are done; context is the progress. False after Ctrl-C: end, and keep what is
 * done. */
bool progress_step(void *context, size_t done, size_t total);

/* Takes the line away. True if Ctrl-C was pressed. */
bool progress_end(struct progress *progress);

#endif
