#ifndef TONLE_ASK_CONTENT_H
#define TONLE_ASK_CONTENT_H

#include "ask/match.h"

#include <stdbool.h>
#include <stddef.h>

/* Finds the words of a question, and things of the kind that it asks for, in a text. */

enum { CONTENT_TEXT = 1024 };

/* A term of a text, each once. */
struct content_term {
	int term_id; /* -1: a word that no fact uses */
	size_t at;   /* in the folded text */
	bool name, number, year, light;
};

/* A text that was read for a question. */
struct content {
	const struct index *index; /* both borrowed */
	const struct parsed_question *parsed;
	enum question_type type; /* "who is Hun Sen" asks what he is */
	char folded[CONTENT_TEXT];
	struct content_term terms[TERMS_MAX]; /* in their order */
	size_t count;
};

/* Reads a text, or a fact's statement, whose terms its profile has. parsed: the question, or NULL.
 * Everything but the text must outlive *out. */
void content_read(const struct index *index, const struct parsed_question *parsed, const char *text,
	struct content *out);
void content_read_statement(const struct index *index, const struct parsed_question *parsed,
	const struct fact *fact, struct content *out);

/* Whether the question has that very term. */
bool content_asks(const struct parsed_question *parsed, int term_id);

/* Whether the term may be the answer: it is of the kind asked for, and the question does not have
 * it. */
bool content_fills(const struct content *content, const struct content_term *term);

/* Whether the text gives a reason: because, due to … */
bool content_gives_reason(const char *folded);

/* Whether the question asks for a date or a number; whether it asks for anything that content_fills
 * or content_gives_reason can find. */
bool content_asks_number(enum question_type type);
bool content_asks_kind(enum question_type type);

#endif
