#ifndef TONLE_LEARN_QUIZ_H
#define TONLE_LEARN_QUIZ_H

#include "bot.h"
#include "verbs/command.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * A quiz in a channel, one question at a time; several channels can play at once. Its whole state
 * is a row of the table quiz (facts/schema.sql), written before a line is sent, so a quiz survives
 * a crash or a restart; what cannot be written waits in memory (quiz_run.h). The verbs are in
 * quiz_verbs.c, with their rows in table.c.
 */
enum {
	QUIZ_SECONDS = 60, /* per question; and how long players are waited for after a start */
	QUIZ_QUESTIONS = 10,
	QUIZ_MOST = 50,
	QUIZ_SILENT = 3, /* the quiz ends after so many questions without an attempt */
	QUIZ_CHANNELS = 64
};

extern const char quiz_by_nick[]; /* what the mark behind a nick means */

/* Finds the quiz of the asker's channel; without one, *quiz is blank but for its key. */
bool quiz_find(struct bot *bot, const struct asker *asker, struct study_quiz *quiz);

/* Says a hint, more with each. */
void quiz_hint(struct bot *bot, struct study_quiz *quiz);

/* Takes the asker's wish to skip the question. */
void quiz_skip(struct bot *bot, const struct asker *asker, struct study_quiz *quiz);

/* Whether a question is open in the asker's channel; answered from memory. */
bool quiz_is_open(struct bot *bot, const struct asker *asker);

/* Handles a channel line that is not a command, addressed to us or not. Returns true if it answered
 * the open question (or was the bare word hint or skip), after sending the consequences. Wrong
 * attempts get no reply and are not recorded. */
bool quiz_heard(struct bot *bot, const struct asker *asker, const char *text);

/* Repeats the open questions after a start and closes those whose time is up. Returns the
 * milliseconds until the next call is due, -1 if the fact base is read-only. */
int64_t quiz_tick(struct bot *bot, struct timestamp now);

#endif
