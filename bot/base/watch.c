#include "base/watch.h"

static _Thread_local struct {
	watch_step_function *step;
	void *context;
	bool stopped;
} watch;

void watch_set(watch_step_function *step, void *context)
{
	watch.step = step;
	watch.context = context;
	watch.stopped = false;
}

bool watch_step(size_t done, size_t total)
{
	if (watch.step && !watch.stopped)
		watch.stopped = !watch.step(watch.context, done, total);
	return !watch.stopped;
}

bool watch_is_stopped(void)
{
	return watch.stopped;
}
