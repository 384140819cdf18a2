#ifndef TONLE_ASK_CONTENT_H
#define TONLE_ASK_CONTENT_H

#include "ask/match.h"

#include <stdbool.h>
#include <stddef.h>

/* What a text, or a part of it, has of a question's words and of the kind of thing asked for. */

enum { CONTENT_TEXT = 1024 };

/* A text, read once for a question. */
struct content {
	const struct index *index; /* both borrowed */
	const struct parsed_question *parsed;
	enum question_type type; /* "who is Hun Sen" asks what he is */
	char folded[CONTENT_TEXT];
	struct terms terms;
};

void content_read(const struct index *index, const struct parsed_question *parsed, const char *text,
	struct content *out);

/* Whether the question has the term itself. */
bool content_asks(const struct parsed_question *parsed, int term_id);

/* Whether the term answers: it is of the kind asked for, and the question does not have it. */
bool content_fills(const struct content *content, const struct term *term);

/* Whether the text gives a reason: because, due to … */
bool content_gives_reason(const char *folded);

/* Whether what is asked for is a date or a number; or anything that content_fills or
 * content_gives_reason can find. */
bool content_asks_number(enum question_type type);
bool content_asks_kind(enum question_type type);

#endif
