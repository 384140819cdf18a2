#include "background.h"

#include "base/arena.h"
#include "base/thread.h"

#include <stdatomic.h>
#include <stdlib.h>

enum { LOOK_MS = 10 }; /* how often to check whether the thread has ended */

struct queue {
	struct job *first, *last;
	bool started, threaded; /* the first one was started, and has a thread */
	pthread_t thread;
	atomic_bool ended;
};

struct background {
	struct queue lanes[LANES];
	bool finishing;
};

struct background *background_new(void)
{
	return must_alloc(sizeof(struct background));
}

static void *run_first(void *argument)
{
	struct queue *lane = argument;

	thread_be_nice(); /* the loop has priority */
	lane->first->work(lane->first);
	atomic_store(&lane->ended, true);
	return NULL;
}

/* Starts the first job, unless it was started. */
static void start_first(struct queue *lane)
{
	if (!lane->first || lane->started)
		return;
	atomic_store(&lane->ended, false);
	lane->started = true;
	lane->threaded = thread_start(&lane->thread, run_first, lane) == 0;
	if (!lane->threaded) { /* no thread is available: do it here */
		lane->first->work(lane->first);
		atomic_store(&lane->ended, true);
	}
}

/* Takes the first job off the lane, once its thread has ended. */
static struct job *take_first(struct queue *lane)
{
	struct job *job = lane->first;

	if (lane->started && lane->threaded)
		pthread_join(lane->thread, NULL);
	lane->started = false;
	lane->first = job->next;
	if (!lane->first)
		lane->last = NULL;
	return job;
}

void background_add(struct background *background, struct bot *bot, struct job *job)
{
	job->next = NULL;
	if (!background) {
		job->work(job);
		job->done(bot, job);
		return;
	}
	struct queue *lane = &background->lanes[job->lane];

	if (lane->last)
		lane->last->next = job;
	else
		lane->first = job;
	lane->last = job;
	if (lane->first == job && !background->finishing)
		start_first(lane);
}

int background_tick(struct background *background, struct bot *bot)
{
	int wait = -1;

	if (!background)
		return wait;
	background->finishing = true; /* jobs that `done` adds start after it returns */
	for (size_t i = 0; i < LANES; i++) {
		struct queue *lane = &background->lanes[i];

		if (lane->started && atomic_load(&lane->ended)) {
			struct job *job = take_first(lane);

			job->done(bot, job);
		}
	}
	background->finishing = false;
	for (size_t i = 0; i < LANES; i++) {
		start_first(&background->lanes[i]);
		if (background->lanes[i].first)
			wait = LOOK_MS;
	}
	return wait;
}

void background_free(struct background *background)
{
	if (!background)
		return;
	for (size_t i = 0; i < LANES; i++)
		while (background->lanes[i].first) {
			struct job *job = take_first(&background->lanes[i]);

			job->done(NULL, job);
		}
	free(background);
}
