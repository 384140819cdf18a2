#ifndef TONLE_LEARN_QUIZ_RUN_H
#define TONLE_LEARN_QUIZ_RUN_H

#include "bot.h"
#include "keep/store_study.h"

#include <stdbool.h>

/*
 * Runs a quiz: what it says, and how it moves from question to question. A step is written before
 * it is announced. A step that cannot be written waits in memory and is tried again; the third
 * failure ends the quiz with one line.
 */
enum { QUIZ_FAILURES = 3, QUIZ_RETRY_MS = 4000 };

/* Begins a quiz whose network, channel, topic, total and players are set: draws the first question,
 * saves the quiz and says it. False with the reason if that fails; an existing quiz then stays. */
bool quiz_run_begin(
	struct bot *bot, struct study_quiz *quiz, struct timestamp now, struct error *err);

/* The month of the season, as YYYYMM. */
int64_t quiz_run_month(const struct bot *bot, struct timestamp now);

/* Sends a line to the quiz's channel. */
void quiz_run_say(struct bot *bot, const struct study_quiz *quiz, const char *text);

/* Sends the head, followed by the open question. */
void quiz_run_question(struct bot *bot, const struct study_quiz *quiz, const char *head);

/* Whether the fact of the open question is still served: not forgotten or hidden since. */
bool quiz_run_is_served(const struct bot *bot, const struct study_quiz *quiz);

/* Sends the head and the fact of the open question as one line, and remembers the fact for `source`
 * and `why`. If the fact is not served any more, says only that the question is withdrawn, since
 * the head may reveal the answer. */
void quiz_run_fact(
	struct bot *bot, const struct study_quiz *quiz, const char *head, struct timestamp now);

/* Sends the head and everybody's points. */
void quiz_run_end(struct bot *bot, const struct study_quiz *quiz, const char *head);

/* Adds "alice* 3, bob 2"; false if nobody has a point. */
bool quiz_run_scores(
	struct bot *bot, const struct study_quiz *quiz, enum store_span span, struct buf *buf);

/* Logs that a row was not saved; true if it was. */
bool quiz_run_saved(bool saved, const struct error *err);

/* Writes the quiz's row. False if it cannot be written, which counts as a failure of the quiz. */
bool quiz_run_put(struct bot *bot, const struct study_quiz *quiz, struct timestamp now);

/* Closes the question and asks the next one, or ends the quiz. head: the outcome, to be followed by
 * the fact. score: the winner's, saved in the same transaction; may be NULL. Does nothing if the
 * question is closed already and that waits to be written. */
void quiz_run_advance(struct bot *bot, struct study_quiz *quiz, const char *head,
	const struct study_score *score, struct timestamp now);

/* Retries a failed write if that is due. While this is true, do nothing else with the quiz: a write
 * is waiting, or the quiz has ended in memory only. */
bool quiz_run_retry(struct bot *bot, const struct study_quiz *quiz, struct timestamp now);

/* Ends the quiz; only in memory if its row cannot be deleted. */
void quiz_run_stop(struct bot *bot, const struct study_quiz *quiz);

#endif
