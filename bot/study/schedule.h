#ifndef TONLE_STUDY_SCHEDULE_H
#define TONLE_STUDY_SCHEDULE_H

#include <stdbool.h>
#include <stdint.h>

/*
 * When to ask a flash card again: algorithm SM-2 (P. A. Woźniak, Optimization of learning,
 *University of Technology in Poznań, 1990, chapter 3.2; super-memory.com/english/ol/sm2.htm).
 *
 *	I(1) = 1 day, I(2) = 6 days, I(n) = I(n-1) * EF, rounded up
 *	EF' = EF + (0.1 - (5-q) * (0.08 + (5-q) * 0.02)), at least 1.3; q below 3 leaves EF and
 *	restarts at I(1)
 *
 * A forgotten card returns within the same review, as the algorithm's last step asks. Pure.
 */
enum { SCHEDULE_DAY = 24 * 60 * 60, SCHEDULE_AGAIN = 10 * 60 /* seconds */ };

/* How well the card was known; schedule.c maps each grade to a quality q. */
enum grade { GRADE_AGAIN, GRADE_HARD, GRADE_GOOD, GRADE_EASY, GRADES };

struct schedule {
	double ease;         /* EF */
	int64_t days;        /* interval */
	int64_t repetitions; /* right in a row */
	int64_t due;         /* seconds since 1970 */
};

/* A card that has never been asked. */
struct schedule schedule_new(void);

/* After an answer of quality q, 0 to 5. */
struct schedule schedule_after(struct schedule before, int quality, int64_t now);

/* After an answer of that grade. */
struct schedule schedule_graded(struct schedule before, enum grade grade, int64_t now);

/* "again", "hard", "good", "easy"; and the grade of such a word, false for any other. */
const char *schedule_grade_name(enum grade grade);
bool schedule_grade_named(const char *word, enum grade *grade);

#endif
