#ifndef TONLE_MODERATE_BACKLOG_H
#define TONLE_MODERATE_BACKLOG_H

#include "ask/answer.h"
#include "verbs/command.h"

#include <stdint.h>

/*
 * Records an unanswered question, or counts it if an equal one is recorded: one of the same type
 * with the same content words, in any order, inflexion or synonym. Does not record who asked. Adds
 * the question's number and how to be told of an answer to the reply, if that fits. Returns the
 * number; 0 if nothing was recorded (no content word, dismissed before, read-only).
 */
int64_t backlog_note(struct bot *bot, const struct asker *asker, const struct answer *answer,
	const char *text, struct reply *reply);

/*
 * Queues a question for the moderators because the asker picked this fact for it from an offer:
 * they may make it one of the fact's questions. Does nothing if the fact has the question already
 * or it has only one content word.
 */
void backlog_lesson(
	struct bot *bot, const struct asker *asker, const char *text, const struct fact *fact);

/* After an edit that gave the fact this question: closes it in the backlog, if it is there, and
 * leaves messages for its subscribers. */
struct edit;
void backlog_answered(struct edit *edit, const char *question);

/* Writes "You asked …: the answer [source] (id)" for subscribers. */
void backlog_message(const struct bot *bot, const struct fact *fact, const char *question,
	char *message, size_t size);

#endif
