#ifndef TONLE_LEARN_QUIZ_OPEN_H
#define TONLE_LEARN_QUIZ_OPEN_H

#include "bot.h"
#include "keep/store_study.h"
#include "verbs/command.h"

#include <stdbool.h>

/* The state of quizzes in memory (bot->quizzes): which channels have an open question, so that a
 * line that is not for us costs no query, and steps that could not be written. */

/* The channel's entry, added if needed. Borrowed until the next call here. The channel's name is
 * folded, as in table quiz. */
struct bot_place *quiz_open_place(struct bot *bot, const char *network, const char *channel);

/* Notes whether the quiz has a question open in its channel now. Drops an entry that has nothing to
 * remember. */
void quiz_open_note(struct bot *bot, const struct study_quiz *quiz, bool open);

/* Clears the channel's entry before a new quiz. */
void quiz_open_new(struct bot *bot, const char *network, const char *channel);

/* Notes that no question is open anywhere, before the open ones are noted. */
void quiz_open_none(struct bot *bot);

/* Whether a question is open there, and answers can be saved. */
bool quiz_open_is(const struct bot *bot, const char *network, const char *channel);

/* Whether a quiz there is over although its row could not be deleted. */
bool quiz_open_ended(const struct bot *bot, const char *network, const char *channel);

/* Whether it is certain that the quiz has all its questions. */
bool quiz_open_counted(const struct bot *bot, const struct study_quiz *quiz);

/* Notes who started the quiz; not kept over a restart. */
void quiz_started_by(struct bot *bot, const struct asker *asker, const struct study_quiz *quiz);

/* Decides a request to skip the open question. The person who started the quiz and moderators can
 * skip it; others need a second person who wants it, too, so that one person, whatever their nick,
 * cannot skip a group's questions. */
enum quiz_vote { QUIZ_SKIP, QUIZ_ONE_MORE, QUIZ_NOTHING };
enum quiz_vote quiz_vote_to_skip(
	struct bot *bot, const struct asker *asker, const struct study_quiz *quiz);

#endif
