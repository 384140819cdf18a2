#ifndef TONLE_ASK_REPLY_H
#define TONLE_ASK_REPLY_H

#include "ask/answer.h"
#include "fact/fact.h"

#include <stddef.h>

/*
 * What is said, in words. Every function writes NUL-terminated UTF-8 lines without formatting,
 * none longer than room bytes (at least REPLY_ROOM_MIN); what does not fit goes to the next line,
 * which people get by `more`. The citation is reserved before a sentence is cut: no line of an
 * answer goes without.
 */
enum { REPLY_LINES = 12, REPLY_LINE = 512, REPLY_ROOM_MIN = 80 };

struct reply {
	char lines[REPLY_LINES][REPLY_LINE];
	size_t count;
};

/* The answer: "King … followed him. [US–Cambodia help page ¶25; the year: VOA timeline] (id)". */
void reply_fact(const struct factset *set, const struct fact *fact, enum polarity polarity,
	size_t room, struct reply *out);

/* To whatever was decided: the answer, an offer of up to three, or "I don't know" and where to
 * look. */
void reply_answer(
	const struct index *index, const struct answer *answer, size_t room, struct reply *out);

/* All of a fact's citations, one a line: title, publisher, date, paragraph, quote, address. The
 * paragraphs' text follows where the database holds it. */
void reply_source(
	const struct factset *set, const struct fact *fact, size_t room, struct reply *out);

/* Text that may need several lines, cut at words. */
void reply_text(const char *text, size_t room, struct reply *out);

#endif
