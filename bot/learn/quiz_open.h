#ifndef TONLE_LEARN_QUIZ_OPEN_H
#define TONLE_LEARN_QUIZ_OPEN_H

#include "bot.h"
#include "keep/store_study.h"
#include "verbs/command.h"

#include <stdbool.h>

/* Which channels have an open quiz question, in memory (bot->quizzes), so that a line that is not
 * for us costs no query. */

/* Notes whether the quiz has a question open in its channel now. */
void quiz_open_note(struct bot *bot, const struct study_quiz *quiz, bool open);

/* Whether one is open there; the channel's name folded, as in table quiz. */
bool quiz_open_is(const struct bot *bot, const char *network, const char *channel);

/* Notes who started the quiz; not kept over a restart. */
void quiz_started_by(struct bot *bot, const struct asker *asker, const struct study_quiz *quiz);

/* What comes of somebody's wish to skip the open question: it is skipped for whoever started the
 * quiz, for moderators, and for the second of two who wish it. One person alone, whatever their
 * nick, does not skip a group's quiz away. */
enum quiz_wish { QUIZ_SKIP, QUIZ_ONE_MORE, QUIZ_NOTHING };
enum quiz_wish quiz_wish_to_skip(
	struct bot *bot, const struct asker *asker, const struct study_quiz *quiz);

#endif
