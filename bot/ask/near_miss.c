#include "ask/near_miss.h"

#include "base/region.h"

#include <math.h>
#include <stdlib.h>

struct count {
	uint32_t feature; /* 0: free */
	int answered, missed;
};

struct near_miss_model {
	struct count *counts; /* hash table with linear probing, half empty */
	size_t used, room; /* room is a power of two */
	double answered, missed; /* number of questions */
};

enum {
	FEATURES_MAX = SKIP_BIGRAMS_WORDS + TERMS_MAX + 1, /* of one question */
	FEATURES_KNOWN = 1 << 19, /* in all (12 MiB); further ones are ignored */
};

void near_miss_pairs(struct near_miss_text *text, const uint32_t *pairs, size_t count)
{
	text->pair_count = 0;
	for (size_t i = 0; i < (count + 1) / 2; i++) {
		size_t k = 0;

		while (k < text->pair_count && text->pairs[k] != pairs[i])
			k++;
		if (k == text->pair_count)
			text->pairs[text->pair_count++] = pairs[i];
	}
}

/* The question's pairs, terms and type as hashes, none of them 0. */
static size_t features(const struct near_miss_text *text, uint32_t *out)
{
	size_t count = 0;

	for (size_t i = 0; i < text->pair_count; i++)
		out[count++] = text->pairs[i] | 1;
	for (size_t i = 0; i < text->count; i++)
		if (text->term_ids[i] >= 0)
			out[count++] = skip_bigrams_of_term(text->term_ids[i]) * 0x9e3779b1u | 1;
	out[count++] = (uint32_t)text->type * 2 + 3;
	return count;
}

static struct count *feature_count(const struct near_miss_model *model, uint32_t feature)
{
	const size_t mask = model->room - 1;
	size_t at = (feature >> 1 ^ feature >> 16) & mask; /* its lowest bit is always set */

	while (model->counts[at].feature && model->counts[at].feature != feature)
		at = (at + 1) & mask;
	return &model->counts[at];
}

static void grow_counts(struct near_miss_model *model)
{
	struct near_miss_model old = *model;

	model->room = old.room * 2;
	model->counts = region_alloc(model->room * sizeof *model->counts);
	for (size_t i = 0; i < old.room; i++)
		if (old.counts[i].feature)
			*feature_count(model, old.counts[i].feature) = old.counts[i];
	region_release(old.counts);
}

struct near_miss_model *near_miss_new(void)
{
	struct near_miss_model *model = region_alloc(sizeof *model);

	model->room = 1 << 10;
	model->counts = region_alloc(model->room * sizeof *model->counts);
	return model;
}

void near_miss_free(struct near_miss_model *model)
{
	if (!model)
		return;
	region_release(model->counts);
	region_release(model);
}

void near_miss_learn(
	struct near_miss_model *model, const struct near_miss_text *text, bool near_miss, int by)
{
	uint32_t list[FEATURES_MAX];
	size_t count = features(text, list);

	*(near_miss ? &model->missed : &model->answered) += by;
	for (size_t i = 0; i < count; i++) {
		struct count *it = feature_count(model, list[i]);

		if (!it->feature && model->used == FEATURES_KNOWN)
			continue;
		if (!it->feature) {
			if (2 * (model->used + 1) > model->room) {
				grow_counts(model);
				it = feature_count(model, list[i]);
			}
			model->used++;
			it->feature = list[i];
		}
		*(near_miss ? &it->missed : &it->answered) += by;
	}
}

float near_miss_log_odds(const struct near_miss_model *model, const struct near_miss_text *text,
	enum near_miss_known known)
{
	uint32_t list[FEATURES_MAX];
	size_t count = features(text, list);
	double share, odds = 0;

	if (model->answered == 0 || model->missed == 0)
		return 0;
	share = model->missed / model->answered;
	for (size_t i = 0; i < count; i++) {
		const struct count *it = feature_count(model, list[i]);
		double missed = it->missed, answered = it->answered;

		missed -= known == NEAR_MISS_SEEN && missed > 0;
		answered -= known == NEAR_MISS_SEEN_ANSWERED && answered > 0;
		odds += log((missed + share) / model->missed) -
			log((answered + 1) / model->answered);
	}
	return (float)odds;
}
