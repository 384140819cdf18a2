#ifndef TONLE_STUDY_SCHEDULE_H
#define TONLE_STUDY_SCHEDULE_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Schedules flash cards with FSRS-5 (J. Ye and others, "The Algorithm",
 * github.com/open-spaced-repetition/fsrs4anki/wiki), with its default weights and a desired
 * retention of 0.9.
 *
 *	stability S   days until the probability of recall has fallen to 0.9
 *	difficulty D  1 to 10
 *	recall        R(t) = (1 + 19/81 * t/S) ^ -0.5
 *
 * A forgotten card comes back within the same review; its next interval is then computed with the
 * formula for several reviews on one day. Pure functions.
 */
enum { SCHEDULE_DAY = 24 * 60 * 60, SCHEDULE_AGAIN = 10 * 60 /* seconds */ };

/* How well the card was known; 1 to 4 in the formulas. */
enum grade { GRADE_AGAIN, GRADE_HARD, GRADE_GOOD, GRADE_EASY, GRADES };

struct schedule {
	double stability, difficulty; /* 0: never asked */
	int64_t days;                 /* until it is asked again; 0: in SCHEDULE_AGAIN seconds */
};

/* A card that has never been asked. */
struct schedule schedule_new(void);

/* The new schedule after an answer of that grade, `elapsed` days (at least 0) after the last one.
 */
struct schedule schedule_graded(struct schedule before, enum grade grade, int64_t elapsed);

/* The probability of recall `elapsed` days after the last answer. */
double schedule_recall(double stability, int64_t elapsed);

/* Converts an SM-2 card: its interval becomes the stability, and the difficulty is the one with
 * which FSRS would multiply the interval by the card's ease (like memory_state_from_sm2 in
 * fsrs-rs). */
struct schedule schedule_from_sm2(double ease, int64_t days);

/* The name of a grade, "again", "hard", "good" or "easy"; and the grade of a name, false if there
 * is none. */
const char *schedule_grade_name(enum grade grade);
bool schedule_grade_named(const char *word, enum grade *grade);

#endif
