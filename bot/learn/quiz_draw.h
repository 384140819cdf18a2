#ifndef TONLE_LEARN_QUIZ_DRAW_H
#define TONLE_LEARN_QUIZ_DRAW_H

#include "bot.h"
#include "keep/store_study.h"

#include <stdbool.h>
#include <stddef.h>

/* The number of facts on the topic (folded; "" for all). */
size_t quiz_draw_count(const struct bot *bot, const char *folded);

/* Counts the questions that the quiz can ask, a few facts a call so as not to block the loop. True
 * once the quiz is known to have quiz->total questions, which it lowers if there are fewer;
 * quiz_open_counted() is then true, too. */
enum { QUIZ_DRAW_AT_ONCE = 12 };
bool quiz_draw_count_more(struct bot *bot, struct study_quiz *quiz);

/* Draws the next question into the quiz's row and sets its deadline. The quiz's seed gives the
 * order of facts, each of which comes once; skips questions whose answer was just revealed. False
 * if none is left or enough were asked. */
bool quiz_draw_next(struct bot *bot, struct study_quiz *quiz, struct timestamp now);

#endif
