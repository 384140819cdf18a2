#ifndef TONLE_BASE_WATCH_H
#define TONLE_BASE_WATCH_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Progress and interruption of long work. A loop calls watch_step in each round; if it returns
 * false, the loop's function fails with "interrupted". A watch belongs to one thread, so it does
 * not stop work in the background.
 */
typedef bool watch_step_function(void *context, size_t done, size_t total);

/* Sets the function that watch_step calls in this thread; NULL: none. */
void watch_set(watch_step_function *step, void *context);

/* Reports progress. False once the step function has returned false. */
bool watch_step(size_t done, size_t total);

/* Whether the step function has returned false. */
bool watch_is_stopped(void);

#endif
