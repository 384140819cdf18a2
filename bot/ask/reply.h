#ifndef TONLE_ASK_REPLY_H
#define TONLE_ASK_REPLY_H

#include "ask/answer.h"
#include "fact/fact.h"

#include <stddef.h>

/*
 * The text of replies. Every function writes NUL-terminated UTF-8 lines without formatting, each at
 * most `room` bytes long (room is at least REPLY_ROOM_MIN). Text that does not fit continues on the
 * next line, which people get with `more`. The citation always fits: the statement is cut instead.
 */
enum { REPLY_LINES = 12, REPLY_LINE = 512, REPLY_ROOM_MIN = 80 };

struct reply {
	char lines[REPLY_LINES][REPLY_LINE];
	size_t count;
};

/* The whole statement: "King … followed him. [Help page ¶25 +1] (id)". verdict: put
 * before it, or NULL. */
void reply_fact(const struct factset *set, const struct fact *fact, const struct verdict *verdict,
	size_t room, struct reply *out);

/* The reply to a decision: the answer, in about two lines of 80 columns (excerpt.h), an offer of up
 * to three facts, or "I don't know" and the nearest topics. */
void reply_answer(
	const struct index *index, const struct answer *answer, size_t room, struct reply *out);

/* All citations of a fact, one a line: title, publisher, date, paragraph, quote, URL. The text of
 * the paragraph follows each, if the database has it. */
void reply_source(
	const struct factset *set, const struct fact *fact, size_t room, struct reply *out);

/* Adds a line, cut to room bytes at the end of a word. Does nothing if the line is empty or the
 * reply is full. */
void reply_line(const char *line, size_t room, struct reply *out);

/* Adds text, broken into lines between words, or between the entries of a list ("a · b"). Returns
 * what did not fit, or "". */
const char *reply_text(const char *text, size_t room, struct reply *out);

#endif
