#ifndef TONLE_ASK_SEARCH_H
#define TONLE_ASK_SEARCH_H

#include "ask/match.h"
#include "base/error.h"
#include "keep/store.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Full-text search for the verb `search` and for lists. The question's terms, each with its aliases
 * and synonyms, rarest first, become one FTS5 expression (sqlite.org/fts5.html §3) over statements
 * and questions, ranked by bm25.
 *
 * A term that is in over SEARCH_COMMON facts is left out, unless it is the rarest: bm25 would have
 * to rank a tenth of a large fact base (measured: 83 ms a question at 100 000 facts).
 */
enum { SEARCH_COMMON = 500, SEARCH_TERMS = 10, SEARCH_NAMES = 12, SEARCH_EXPRESSION = 8192 };

/* Writes the FTS5 expression; false if the question has no known term. */
bool search_expression(
	const struct index *index, const struct parsed_question *parsed, char *out, size_t size);

/* Writes the positions in the index of the facts found, best first, at most max. Returns their
 * number, or 0 with the reason. rows: the most statements and questions to look at. */
size_t search_facts(const struct index *index, struct store *store,
	const struct parsed_question *parsed, size_t rows, int *found, size_t max,
	struct error *err);

#endif
