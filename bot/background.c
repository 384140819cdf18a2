#include "background.h"

#include "base/arena.h"
#include "base/thread.h"

#include <stdatomic.h>
#include <stdlib.h>

enum { LOOK_MS = 10 }; /* how often to check whether the thread has ended */

struct background {
	struct job *first, *last; /* the first one is running, if `running` */
	bool running, finishing;
	pthread_t thread;
	atomic_bool ended;
};

struct background *background_new(void)
{
	return must_alloc(sizeof(struct background));
}

static void *run_jobs(void *argument)
{
	struct background *background = argument;

	thread_be_nice(); /* the loop has priority */
	background->first->work(background->first);
	atomic_store(&background->ended, true);
	return NULL;
}

/* Starts the first job. */
static void start_first(struct background *background)
{
	atomic_store(&background->ended, false);
	background->running = true;
	if (thread_start(&background->thread, run_jobs, background) !=
		0) { /* no thread is available: do it here */
		background->running = false;
		background->first->work(background->first);
	}
}

static struct job *take_first(struct background *background)
{
	struct job *job = background->first;

	background->first = job->next;
	if (!background->first)
		background->last = NULL;
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
	if (background->last)
		background->last->next = job;
	else
		background->first = job;
	background->last = job;
	if (background->first == job && !background->finishing)
		start_first(background);
}

int background_tick(struct background *background, struct bot *bot)
{
	if (!background || !background->first)
		return -1;
	if (background->running) {
		if (!atomic_load(&background->ended))
			return LOOK_MS;
		pthread_join(background->thread, NULL);
		background->running = false;
	}
	struct job *job = take_first(background);

	background->finishing = true; /* jobs that `done` adds start after it returns */
	job->done(bot, job);
	background->finishing = false;
	if (background->first)
		start_first(background);
	return background->first ? LOOK_MS : -1;
}

void background_free(struct background *background)
{
	if (!background)
		return;
	if (background->running)
		pthread_join(background->thread, NULL);
	while (background->first) {
		struct job *job = take_first(background);

		job->done(NULL, job);
	}
	free(background);
}
