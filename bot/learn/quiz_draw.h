#ifndef TONLE_LEARN_QUIZ_DRAW_H
#define TONLE_LEARN_QUIZ_DRAW_H

#include "bot.h"
#include "keep/store_study.h"

#include <stdbool.h>
#include <stddef.h>

/* How many facts the topic (folded; "" for all) has. */
size_t quiz_draw_count(const struct bot *bot, const char *folded);

/* Draws the quiz's next question into its row, with the time at which its own is up; facts come in
 * the order that the quiz's seed gives, each once, and none that was just given away. False if
 * there is none left, or enough were asked. */
bool quiz_draw_next(struct bot *bot, struct study_quiz *quiz, struct timestamp now);

#endif
