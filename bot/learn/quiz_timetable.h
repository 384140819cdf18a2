#ifndef TONLE_LEARN_QUIZ_TIMETABLE_H
#define TONLE_LEARN_QUIZ_TIMETABLE_H

#include "base/timestamp.h"
#include "bot.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Quizzes by the clock: `quiz every weekday 19:00 #school 10`, in the configuration's time zone. */

/* Reads days of the week: "day", "weekday", "weekend", "mon,thu", "monday". A bit for each, 1 for
 * Monday; 0 if it is none. */
int64_t quiz_timetable_days(const char *word);

/* The next moment of such a day and minute after now; INT64_MAX, so never, if days is no such day.
 */
int64_t quiz_timetable_next(int64_t days, int64_t at, const char *zone, int64_t now);

/* Starts the quizzes that are due. One that is more than a few minutes late, since nothing ran, is
 * left out. Looks every 15 seconds at most, however often it is called. */
void quiz_timetable_tick(struct bot *bot, struct timestamp now);

#endif
