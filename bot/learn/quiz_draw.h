#ifndef TONLE_LEARN_QUIZ_DRAW_H
#define TONLE_LEARN_QUIZ_DRAW_H

#include "bot.h"
#include "keep/store_study.h"

#include <stdbool.h>
#include <stddef.h>

/* The number of facts on the topic (folded; "" for all). */
size_t quiz_draw_count(const struct bot *bot, const char *folded);

/* Draws the next question into the quiz's row and sets its deadline. Facts come in an order given
 * by the quiz's seed, each once; questions whose answer was just given away are skipped. False if
 * none is left, or enough were asked. */
bool quiz_draw_next(struct bot *bot, struct study_quiz *quiz, struct timestamp now);

#endif
