#ifndef TONLE_LEARN_QUIZ_OPEN_H
#define TONLE_LEARN_QUIZ_OPEN_H

#include "bot.h"
#include "keep/store_study.h"
#include "verbs/command.h"

#include <stdbool.h>

/* What is remembered of quizzes in memory (bot->quizzes): which channels have an open question, so
 * that a line that is not for us costs no query, and what could not be written. */

/* What is remembered of the channel; added if needed. Borrowed until the next call here. The
 * channel's name folded, as in table quiz. */
struct bot_place *quiz_open_place(struct bot *bot, const char *network, const char *channel);

/* Notes whether the quiz has a question open in its channel now. A place without anything to
 * remember is forgotten. */
void quiz_open_note(struct bot *bot, const struct study_quiz *quiz, bool open);

/* Forgets what is remembered of the channel's last quiz, before a new one. */
void quiz_open_new(struct bot *bot, const char *network, const char *channel);

/* Notes that no question is open anywhere, before those that are get noted. */
void quiz_open_none(struct bot *bot);

/* Whether one is open there, and what people say can be kept. */
bool quiz_open_is(const struct bot *bot, const char *network, const char *channel);

/* Whether a quiz there is over although its row could not be deleted. */
bool quiz_open_ended(const struct bot *bot, const char *network, const char *channel);

/* Whether it is certain that the quiz has all its questions. */
bool quiz_open_counted(const struct bot *bot, const struct study_quiz *quiz);

/* Notes who started the quiz; not kept over a restart. */
void quiz_started_by(struct bot *bot, const struct asker *asker, const struct study_quiz *quiz);

/* What comes of somebody's wish to skip the open question: it is skipped for whoever started the
 * quiz, for moderators, and for the second of two who wish it. One person alone, whatever their
 * nick, does not skip a group's quiz away. */
enum quiz_wish { QUIZ_SKIP, QUIZ_ONE_MORE, QUIZ_NOTHING };
enum quiz_wish quiz_wish_to_skip(
	struct bot *bot, const struct asker *asker, const struct study_quiz *quiz);

#endif
