#ifndef TONLE_MODERATE_BACKLOG_H
#define TONLE_MODERATE_BACKLOG_H

#include "ask/answer.h"
#include "verbs/command.h"

#include <stdint.h>

/*
 * Records a question that I could not answer, or counts it if an equal one is recorded: the same
 * type of question with the same content words, whatever their order, inflexion or synonym. Who
 * asked is not recorded. Adds to the reply the question's number and how to hear of an answer, if
 * that fits. Returns the number; 0 if nothing was recorded (no content word, dismissed before,
 * read-only).
 */
int64_t backlog_note(struct bot *bot, const struct asker *asker, const struct answer *answer,
	const char *text, struct reply *reply);

/*
 * Queues a question for the moderators because the asker picked this fact for it from an offer: it
 * may become one of the fact's questions, which only they decide. Nothing is recorded of a question
 * that the fact has already, or that has but one content word.
 */
void backlog_lesson(
	struct bot *bot, const struct asker *asker, const char *text, const struct fact *fact);

/* After an edit that gave the fact this question: closes it in the backlog, if it is there, and
 * leaves messages for those who wait. */
struct edit;
void backlog_answered(struct edit *edit, const char *question);

/* Writes "You asked …: the answer [source] (id)" for those who want to be told. */
void backlog_message(const struct bot *bot, const struct fact *fact, const char *question,
	char *message, size_t size);

#endif
