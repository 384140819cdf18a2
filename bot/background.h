#ifndef TONLE_BACKGROUND_H
#define TONLE_BACKGROUND_H

#include <stdbool.h>

/*
 * Runs slow work in threads, so that the loop does not block. There is one thread for each lane;
 * the jobs of a lane run one after another.
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

/* A lane has jobs that may wait for each other, but not for those of another lane. */
enum lane {
	LANE_SHORT,  /* short: seconds at worst; somebody may wait for them */
	LANE_READ,   /* somebody waits for them, and they only read the fact base, all of it */
	LANE_LONG,   /* changes are in force after them: they build the index, encode, restore */
	LANE_UPKEEP, /* nobody waits for them */
	LANES
};

struct job {
	enum lane lane;
	void (*work)(struct job *job);
	void (*done)(struct bot *bot, struct job *job); /* bot is NULL if the bot is ending */
	struct job *next;                               /* in its lane */
};

struct background;

struct background *background_new(void);

/* Waits for the running jobs, calls `done` of all jobs with a NULL bot, and frees everything. NULL
 * is fine. */
void background_free(struct background *background);

/* Appends the job to its lane, which takes it over. With background NULL (no loop runs), does the
 * job at once. */
void background_add(struct background *background, struct bot *bot, struct job *job);

/* Calls `done` of the jobs that have finished, at most one of each lane, and starts the next.
 * Returns the milliseconds until it must be called again, -1 if no job is left. */
int background_tick(struct background *background, struct bot *bot);

#endif
