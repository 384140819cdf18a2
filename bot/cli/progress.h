#ifndef TONLE_CLI_PROGRESS_H
#define TONLE_CLI_PROGRESS_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Shows the progress of a long command: a line on standard error with an estimate of the remaining
 * time, if that is a terminal. Meanwhile Ctrl-C does not end the program; instead, the next step
 * returns false, as does watch_step() (base/watch.h). One at a time.
 */
struct progress {
	const char *what; /* "encoding" */
	int64_t begun_ms, shown_ms;
	size_t total; /* of the part that is done now */
	bool shown;
	struct sigaction before;
};

void progress_begin(struct progress *progress, const char *what);

/* Reports that done of total items are done; context is the struct progress. False after Ctrl-C:
 * stop, and keep what is done. */
bool progress_step(void *context, size_t done, size_t total);

/* Clears the line. True if Ctrl-C was pressed. */
bool progress_end(struct progress *progress);

#endif
