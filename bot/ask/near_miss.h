#ifndef TONLE_ASK_NEAR_MISS_H
#define TONLE_ASK_NEAR_MISS_H

#include "language/question.h"
#include "language/skip_bigrams.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * How near misses are worded, all facts together: "how many", "wife of", "born" stand in near
 * misses more often than in questions that a fact answers. Counted when the index is built; the
 * leaning of a new question is the sum of its words' and turns' log odds (naive Bayes with add-one
 * smoothing).
 */
struct near_miss_model;

struct near_miss_model *near_miss_new(void);
void near_miss_free(struct near_miss_model *near_miss_model);

/* A question: its concepts, its words in their order (skip_bigrams.h), its kind. */
struct near_miss_text {
	const int *term_ids;
	size_t count;
	const uint32_t *codes;
	size_t code_count;
	enum question_type type;
};

/* A question that a fact answers, or a near miss, is there (by 1) or no longer (by -1). */
void near_miss_learn(struct near_miss_model *near_miss_model, const struct near_miss_text *text,
	bool near_miss, int by);

/* The log odds that a question so worded is a near miss: 0 as often as not (given as many of
 * each). known: these words were learnt as such a question, which is to be left out (cross-
 * validation); else KNOWN_NOT. */
enum near_miss_known { NEAR_MISS_UNSEEN, NEAR_MISS_SEEN_ANSWERED, NEAR_MISS_SEEN };
float near_miss_log_odds(const struct near_miss_model *near_miss_model,
	const struct near_miss_text *text, enum near_miss_known known);

#endif
