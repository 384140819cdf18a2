#ifndef TONLE_ASK_NEAR_MISS_H
#define TONLE_ASK_NEAR_MISS_H

#include "language/lexicon.h"
#include "language/question.h"
#include "language/skip_bigrams.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * How likely a question is worded like a near miss, over all facts: "how many", "wife of" or "born"
 * are more frequent in near misses than in questions that a fact answers. A naive Bayes model over
 * terms, pairs of adjacent words and question types, with add-one smoothing. It is counted while
 * the index is built.
 */
struct near_miss_model;

struct near_miss_model *near_miss_new(void);
void near_miss_free(struct near_miss_model *model);

/* The features of a question. */
struct near_miss_text {
	int term_ids[TERMS_MAX];
	size_t count;
	uint32_t pairs[SKIP_BIGRAMS_WORDS]; /* of adjacent words (skip_bigrams.h) */
	size_t pair_count;
	enum question_type type;
};

/* Sets text->pairs to those skip-bigrams of a text that are adjacent words. */
void near_miss_pairs(struct near_miss_text *text, const uint32_t *pairs, size_t count);

/* Adds a question or a near miss to the counts (by = 1), or removes it (by = -1). */
void near_miss_learn(
	struct near_miss_model *model, const struct near_miss_text *text, bool near_miss, int by);

/* The log odds that the question is a near miss, assuming equal priors; 0: either is as likely.
 * known: whether the model has learnt this very question, and as what; if so, it is not counted
 * (cross-validation). */
enum near_miss_known { NEAR_MISS_UNSEEN, NEAR_MISS_SEEN_ANSWERED, NEAR_MISS_SEEN };
float near_miss_log_odds(const struct near_miss_model *model, const struct near_miss_text *text,
	enum near_miss_known known);

#endif
