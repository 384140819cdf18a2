#ifndef TONLE_FACT_CHECK_H
#define TONLE_FACT_CHECK_H

#include "base/arena.h"
#include "fact/fact.h"

#include <stddef.h>

enum {
	CHECK_SAYS_MAX = 260,   /* bytes of a statement: with its citations it fits one IRC line */
	CHECK_QUOTE_WORDS = 12, /* a quote stays a quotation */
	CHECK_QUESTIONS_MIN = 6,
	CHECK_NOTS_MIN = 2
};

/* A complaint: "file:line: …", or "id: …" for a fact from the database. Borrowed for the call. */
typedef void check_report(void *context, const char *complaint);

/*
 * The checks of facts that need no answering engine: enough questions and near misses, none of them
 * twice or in two facts, a statement that fits and that no other fact makes (folded, or with 85 %
 * of the words), citations that can be followed. Returns the number of complaints.
 */
size_t check_facts(const struct factset *set, check_report *report, void *context);

/* A question as it is compared with others: folded, only its words, a space between them; "" if it
 * has none. In the arena. */
const char *check_question_key(struct arena *arena, const char *question);

/* Words of a text, as they are counted of quotes. */
size_t check_words(const char *text);

/* Against a copy of a source's text: every paragraph of its register has the SHA-256 given there,
 * and every quote stands in its paragraph. Returns the number of complaints. */
size_t check_source_text(const struct factset *set, const char *source, const char *path,
	check_report *report, void *context);

#endif
