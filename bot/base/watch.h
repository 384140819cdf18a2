#ifndef TONLE_BASE_WATCH_H
#define TONLE_BASE_WATCH_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Watching long work: its loops tell how far they are, and end early if they are told to. A watch
 * is of one thread, so work in the background is not stopped by it. The loop's function then fails
 * with "interrupted".
 */
typedef bool watch_step_function(void *context, size_t done, size_t total);

/* Calls step from now on, until NULL is set. */
void watch_set(watch_step_function *step, void *context);

/* So many of so many are done. False from the first time that step returns false. */
bool watch_step(size_t done, size_t total);

/* Whether it has returned false. */
bool watch_is_stopped(void);

#endif
