#ifndef TONLE_LEARN_QUIZ_OPEN_H
#define TONLE_LEARN_QUIZ_OPEN_H

#include "bot.h"
#include "keep/store_study.h"

#include <stdbool.h>

/* Which channels have an open quiz question, in memory (bot->quizzes), so that a line that is not
 * for us costs no query. */

/* Notes whether the quiz has a question open in its channel now. */
void quiz_open_note(struct bot *bot, const struct study_quiz *quiz, bool open);

/* Whether one is open there; the channel's name folded, as in table quiz. */
bool quiz_open_is(const struct bot *bot, const char *network, const char *channel);

#endif
