#include "cli/progress.h"

#include "base/watch.h"
#include "cli/cli.h"

#include <stdio.h>
#include <unistd.h>

enum { FIRST_MS = 500, NEXT_MS = 200 }; /* when to show the line first, and how often */

static volatile sig_atomic_t interrupted;

static void on_interrupt(int number)
{
	(void)number;
	interrupted = 1;
}

void progress_begin(struct progress *progress, const char *what)
{
	const struct sigaction stop = {.sa_handler = on_interrupt};

	interrupted = 0;
	*progress = (struct progress){.what = what, .begun_ms = cli_now().ms};
	sigaction(SIGINT, &stop, &progress->before);
	watch_set(progress_step, progress);
}

bool progress_step(void *context, size_t done, size_t total)
{
	struct progress *progress = context;
	int64_t now = cli_now().ms;

	if (total != progress->total)
		progress->begun_ms = now; /* the next part of the work */
	progress->total = total;
	int64_t passed = now - progress->begun_ms;

	if (passed >= FIRST_MS && now - progress->shown_ms >= NEXT_MS && done > 0 &&
		isatty(STDERR_FILENO)) {
		int64_t left = passed * (int64_t)(total - done) / (int64_t)done / 1000;

		fprintf(stderr, "\r\033[K%s: %zu of %zu, about %lld s left", progress->what, done,
			total, (long long)left + 1);
		progress->shown_ms = now;
		progress->shown = true;
	}
	return !interrupted;
}

bool progress_end(struct progress *progress)
{
	watch_set(NULL, NULL);
	sigaction(SIGINT, &progress->before, NULL);
	if (progress->shown)
		fputs("\r\033[K", stderr);
	return interrupted;
}
