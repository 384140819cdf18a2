#ifndef TONLE_BACKGROUND_H
#define TONLE_BACKGROUND_H

#include <stdbool.h>

/*
 * Runs slow work in a thread, so that the loop does not block. Jobs run one after another.
 *
 * A job's `work` runs in the thread. It may use only the job's own data and database connections
 * that it opens itself, nothing that belongs to the bot. It may call the parts of the program that
 * keep no global state: base/, fact/, keep/ (one connection per thread), an index under
 * construction (ask/index.h) with its lexicon and patterns, study/ on such an index, and
 * question_type().
 *
 * `done` then runs in the loop's thread, and frees the job.
 */
struct bot;

struct job {
	void (*work)(struct job *job);
	void (*done)(struct bot *bot, struct job *job); /* bot is NULL if the bot is ending */
	struct job *next;                               /* in the queue */
};

struct background;

struct background *background_new(void);

/* Waits for the running job, calls `done` of all jobs with a NULL bot, and frees everything. NULL
 * is fine. */
void background_free(struct background *background);

/* Appends the job to the queue, which takes it over. With background NULL (no loop runs), does the
 * job at once. */
void background_add(struct background *background, struct bot *bot, struct job *job);

/* Calls `done` of a job that has finished, if any, and starts the next. Returns the milliseconds
 * until it must be called again, -1 if no job is left. */
int background_tick(struct background *background, struct bot *bot);

#endif
