#ifndef TONLE_MODERATE_BACKLOG_H
#define TONLE_MODERATE_BACKLOG_H

#include "ask/answer.h"
#include "verbs/command.h"

#include <stdint.h>

/*
 * Counts a question that was asked of us and not known, joined with alike ones: the same kind of
 * thing asked for, with the same words that tell, their order, inflexion and synonyms aside.
 * Nothing of who asked is kept. Adds to the reply that it was noted and how to hear of an answer,
 * if that fits. Returns its number; 0 if it was not noted (no word that tells, dismissed before,
 * nothing can be written).
 */
int64_t backlog_note(struct bot *bot, const struct asker *asker, const struct answer *answer,
	const char *text, struct reply *reply);

#endif
