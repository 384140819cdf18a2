#ifndef TONLE_ASK_CANDIDATES_H
#define TONLE_ASK_CANDIDATES_H

#include "ask/match.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The facts worth weighing for a question: those that have it word for word, those whose terms the
 * index finds, those with a pattern that matches, those whose statements are nearest in meaning.
 */
enum { CANDIDATES_MAX = 40 };

struct candidates {
	const struct index *index;
	int at[CANDIDATES_MAX];              /* positions */
	const char *pattern[CANDIDATES_MAX]; /* that matches, or NULL */
	size_t count;
	const char *ignored; /* a pattern that is treated as absent, or NULL */
	size_t others;       /* patterns of other facts that may still be tried */
	bool matched;        /* a pattern matches */
};

/* Each adds candidates to what is there; starts as {.index = index}. */

/* The facts that have the question word for word, other than the hidden known question (may be
 * NULL). */
void candidates_verbatim(struct candidates *candidates, const struct parsed_question *parsed,
	const struct known *hidden);

/* The facts that the index finds; few_patterns: candidates_patterns tries only their patterns. */
void candidates_find(
	struct candidates *candidates, const struct parsed_question *parsed, bool few_patterns);

/* The facts with a pattern that matches, and what matches of those that are there. */
void candidates_patterns(struct candidates *candidates, const char *folded);

/* A fact alone with the words of a question still has a rival: one that has none of them. */
void candidates_rival(struct candidates *candidates);

/* Encodes the question into index->reading and adds the facts nearest to it. Needs index_embed. */
void candidates_nearest(struct candidates *candidates, const struct parsed_question *parsed);

#endif
