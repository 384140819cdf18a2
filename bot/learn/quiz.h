#ifndef TONLE_LEARN_QUIZ_H
#define TONLE_LEARN_QUIZ_H

#include "bot.h"
#include "verbs/command.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * The quiz in a channel, one question at a time, several channels at once. All of it is a row of
 * the table quiz (facts/schema.sql), written before a line is said, so that a quiz goes on where it
 * was after any end of the program. Its verbs are in the table of verbs.
 */
enum {
	QUIZ_SECONDS = 60, /* for a question */
	QUIZ_QUESTIONS = 10,
	QUIZ_MOST = 50,
	QUIZ_SILENT = 3, /* questions in a row without an attempt end it */
	QUIZ_CHANNELS = 64
};

/* Whether a question is open in the asker's channel. */
bool quiz_is_open(struct bot *bot, const struct asker *asker);

/* A line that was said in a channel, to nobody or to us, but no command: is it the answer to an
 * open question (or the bare word hint or skip)? Then what follows is said, and true returned.
 * Nothing is said to a wrong one, and nothing of it is kept. */
bool quiz_heard(struct bot *bot, const struct asker *asker, const char *text);

/* Puts open questions again after a start, ends those whose time is up. Returns the milliseconds
 * until it wants to be called again, -1 if nothing can be written. */
int64_t quiz_tick(struct bot *bot, struct timestamp now);

#endif
