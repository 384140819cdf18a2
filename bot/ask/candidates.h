#ifndef TONLE_ASK_CANDIDATES_H
#define TONLE_ASK_CANDIDATES_H

#include "ask/match.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The facts to weigh for a question: those that have it word for word, those that the inverted
 * index finds, those with a matching pattern, and those with the statements nearest in meaning.
 */
enum { CANDIDATES_MAX = 48 };

struct candidates {
	const struct index *index;
	int at[CANDIDATES_MAX];              /* positions */
	const char *pattern[CANDIDATES_MAX]; /* the pattern that matches, or NULL */
	size_t count;
	const char *ignored; /* a pattern that is treated as absent, or NULL */
	size_t others;       /* patterns of other facts that may still be tried */
	bool matched;        /* a pattern matches */
};

/* Start with {.index = index}. Each function but candidates_find adds to the candidates. */

/* Adds the facts that have the question word for word. hidden: a known question that is treated as
 * absent, or NULL. */
void candidates_verbatim(struct candidates *candidates, const struct parsed_question *parsed,
	const struct known *hidden);

/* Sets the candidates to the facts that the inverted index finds. few_patterns: candidates_patterns
 * will try only their patterns. */
void candidates_find(
	struct candidates *candidates, const struct parsed_question *parsed, bool few_patterns);

/* Adds the facts with a matching pattern, and sets the matching patterns of candidates. */
void candidates_patterns(struct candidates *candidates, const char *folded);

/* If only one fact has words of the question, adds a fact that has none, so that the leads over the
 * next candidate are defined. */
void candidates_rival(struct candidates *candidates);

/* Encodes the question into index->reading and adds the nearest facts. Needs index_embed. */
void candidates_nearest(struct candidates *candidates, const struct parsed_question *parsed);

#endif
