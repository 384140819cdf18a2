#ifndef TONLE_LEARN_QUIZ_H
#define TONLE_LEARN_QUIZ_H

#include "bot.h"
#include "talk/request.h"
#include "verbs/command.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * A quiz in a channel, one question at a time; several channels can play at once. Its whole state
 * is a row of the table quiz (facts/schema.sql), written before a line is sent, so a quiz survives
 * a crash or a restart; a step that cannot be written waits in memory (quiz_run.h). The verbs are
 * in quiz_verbs.c, with their rows in table.c.
 */
enum {
	QUIZ_SECONDS = 60, /* per question; also the wait for players at the start */
	QUIZ_QUESTIONS = 10,
	QUIZ_MOST = 50,
	QUIZ_SILENT = 3, /* the quiz ends after so many questions without an attempt */
	QUIZ_CHANNELS = 64
};

extern const char quiz_by_nick[]; /* explains the mark after a nick */

/* Finds the quiz of the asker's channel; without one, *quiz is blank but for its key. */
bool quiz_find(struct bot *bot, const struct asker *asker, struct study_quiz *quiz);

/* Reads "elections 5", "5" or "elections": the folded topic and the number of questions; false if
 * that is out of range. */
bool quiz_read_start(const char *arguments, char topic[STUDY_NAME], int64_t *total);

/* Whether we are in the quiz's channel, may speak there, and are not muted. */
bool quiz_may_play(struct bot *bot, const struct study_quiz *quiz, struct timestamp now);

/* Whether these words after `scores` name a month: "month", "2026-10"; true for none. */
bool quiz_is_month(const char *words);

/* While a quiz is open in the asker's channel, turns scores, quiz stop, quiz join blue or why into
 * a command even without a prefix. */
void quiz_read_command(struct bot *bot, const struct asker *asker, struct request *request);

/* Says a hint; each one reveals more. */
void quiz_hint(struct bot *bot, struct study_quiz *quiz);

/* Handles the asker's request to skip the question. */
void quiz_skip(struct bot *bot, const struct asker *asker, struct study_quiz *quiz);

/* Whether a question is open in the asker's channel; answered from memory. */
bool quiz_is_open(struct bot *bot, const struct asker *asker);

/* Handles a channel line that is not a command, addressed to us or not. Returns true if it answered
 * the open question (or was the bare word hint or skip), after sending the consequences. Wrong
 * attempts get no reply and are not recorded. */
bool quiz_handle(struct bot *bot, const struct asker *asker, const char *text);

/* Repeats the open questions after a start and closes those whose time is up. Returns the
 * milliseconds until the next call is due, -1 if the fact base is read-only. */
int64_t quiz_tick(struct bot *bot, struct timestamp now);

#endif
