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

#endif
