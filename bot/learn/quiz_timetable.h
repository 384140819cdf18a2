#ifndef TONLE_LEARN_QUIZ_TIMETABLE_H
#define TONLE_LEARN_QUIZ_TIMETABLE_H

#include "base/timestamp.h"
#include "bot.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Scheduled quizzes: `quiz every weekday 19:00 #school 10`, in the configuration's time zone. */

/* Reads days of the week: "day", "weekday", "weekend", "mon,thu", "monday". Returns a bit for each
 * day, 1 for Monday; 0 if the word is invalid. */
int64_t quiz_timetable_days(const char *word);

/* The next time after now on one of these days, at minute `at`; INT64_MAX (never) if days has
 * none. */
int64_t quiz_timetable_next(int64_t days, int64_t at, const char *zone, int64_t now);

/* Starts the quizzes that are due. Skips one that is more than a few minutes late because the bot
 * did not run. Looks at most every 15 seconds, however often it is called. */
void quiz_timetable_tick(struct bot *bot, struct timestamp now);

#endif
