#ifndef TONLE_BACKGROUND_H
#define TONLE_BACKGROUND_H

#include <stdbool.h>

/*
 * Work that takes longer than the loop may stand still: jobs, done one after another in a thread.
 * A job's `work` runs in the thread. It may use what the job holds and connections to the database
 * that it opens itself, and nothing of the bot's. These parts of the program are made for it, as
 * all their state is in what they are given: base/, fact/, keep/ (one connection for one thread),
 * an index under construction (ask/index.h) with its lexicon and patterns, study/ with such an
 * index, and question_type().
 * `done` runs in the loop's thread afterwards, and frees the job.
 */
struct bot;

struct job {
	void (*work)(struct job *job);
	void (*done)(struct bot *bot, struct job *job); /* bot is NULL if the bot is ending */
	struct job *next;                               /* in the queue */
};

struct background;

struct background *background_new(void);

/* Waits for the job that is running, calls `done` of all jobs with a NULL bot, and frees. NULL is
 * fine. */
void background_free(struct background *background);

/* Puts the job at the end of the queue. Without background (NULL: no loop is served) the job is
 * done here and now. */
void background_add(struct background *background, struct bot *bot, struct job *job);

/* Calls `done` of the job that has ended, if any, and then starts the next. Returns the
 * milliseconds until it wants to be called again, -1 when nothing is left to do. */
int background_tick(struct background *background, struct bot *bot);

#endif
