#ifndef TONLE_LEARN_QUIZ_DRAW_H
#define TONLE_LEARN_QUIZ_DRAW_H

#include "bot.h"
#include "keep/store_study.h"

#include <stdbool.h>
#include <stddef.h>

/* The number of facts on the topic (folded; "" for all). */
size_t quiz_draw_count(const struct bot *bot, const char *folded);

/* Looks at a few facts ahead (so that the loop does not stand still) for the questions that the
 * quiz promises. True once the quiz is known to have quiz->total, which is set to what there is if
 * that is less; then quiz_open_counted() too. */
enum { QUIZ_DRAW_AT_ONCE = 12 };
bool quiz_draw_count_on(struct bot *bot, struct study_quiz *quiz);

/* Draws the next question into the quiz's row and sets its deadline. Facts come in an order given
 * by the quiz's seed, each once; questions whose answer was just given away are skipped. False if
 * none is left, or enough were asked. */
bool quiz_draw_next(struct bot *bot, struct study_quiz *quiz, struct timestamp now);

#endif
