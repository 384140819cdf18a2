#ifndef TONLE_ASK_NEAR_MISS_H
#define TONLE_ASK_NEAR_MISS_H

#include "language/lexicon.h"
#include "language/question.h"
#include "language/skip_bigrams.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * How near misses are worded, all facts together: "how many", "wife of", "born" are more frequent
 * in near misses than in questions that a fact answers. A naive Bayes model over terms, adjacent
 * words and question types, with add-one smoothing; counted while the index is built.
 */
struct near_miss_model;

struct near_miss_model *near_miss_new(void);
void near_miss_free(struct near_miss_model *model);

/* The features of a question. */
struct near_miss_text {
	int term_ids[TERMS_MAX];
	size_t count;
	uint32_t pairs[SKIP_BIGRAMS_WORDS]; /* adjacent ones (skip_bigrams.h) */
	size_t pair_count;
	enum question_type type;
};

/* Sets the pairs from all skip-bigrams of a text: those that are adjacent. */
void near_miss_pairs(struct near_miss_text *text, const uint32_t *pairs, size_t count);

/* Adds a question or a near miss to the counts (by 1), or removes it (by -1). */
void near_miss_learn(
	struct near_miss_model *model, const struct near_miss_text *text, bool near_miss, int by);

/* The log odds that the question is a near miss; 0: as likely as not, given as many of each.
 * known: it was learnt itself, as one or the other, and does not count (cross-validation). */
enum near_miss_known { NEAR_MISS_UNSEEN, NEAR_MISS_SEEN_ANSWERED, NEAR_MISS_SEEN };
float near_miss_log_odds(const struct near_miss_model *model, const struct near_miss_text *text,
	enum near_miss_known known);

#endif
