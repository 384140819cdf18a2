#ifndef TONLE_ASK_WORDING_H
#define TONLE_ASK_WORDING_H

#include "ask/question.h"
#include "ask/turns.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * How near misses are worded, all facts together: "how many", "wife of", "born" stand in near
 * misses more often than in questions that a fact answers. Counted when the index is built; the
 * leaning of a new question is the sum of its words' and turns' log odds (naive Bayes with add-one
 * smoothing).
 */
struct wording;

struct wording *wording_new(void);
void wording_free(struct wording *wording);

/* A question: its concepts, its words in their order (turns.h), its kind. */
struct wording_text {
	const int *concepts;
	size_t count;
	const uint32_t *codes;
	size_t code_count;
	enum question_type type;
};

/* A question that a fact answers, or a near miss, is there (by 1) or no longer (by -1). */
void wording_learn(
	struct wording *wording, const struct wording_text *text, bool near_miss, int by);

/* The log odds that a question so worded is a near miss: 0 as often as not (given as many of
 * each). known: these words were learnt as such a question, which is to be left out (cross-
 * validation); else KNOWN_NOT. */
enum wording_known { WORDING_NEW, WORDING_ANSWERED, WORDING_NEAR_MISS };
float wording_lean(
	const struct wording *wording, const struct wording_text *text, enum wording_known known);

#endif
