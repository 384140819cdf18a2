#include "ask/near_miss.h"

#include "base/arena.h"

#include <math.h>
#include <stdlib.h>

struct count {
	uint32_t feature; /* 0: free */
	int answered, missed;
};

struct near_miss_model {
	struct count *counts; /* a table with linear probing, half empty */
	size_t used, room;
	double answered, missed; /* questions learnt */
};

enum {
	FEATURES_MAX = SKIP_BIGRAMS_WORDS * 2 + 1, /* of one question */
	FEATURES_KNOWN = 1 << 19, /* of all; later ones count as unheard of: 12 MiB */
};

/* A question's words, turns and kind, as hashes. */
static size_t features(const struct near_miss_text *text, uint32_t *out)
{
	struct skip_bigrams skip_bigrams;
	size_t count = 0;

	skip_bigrams_read(text->codes, text->code_count, &skip_bigrams);
	for (size_t i = 0; i < skip_bigrams.adjacent && count < FEATURES_MAX; i++)
		out[count++] = skip_bigrams.list[i] | 1;
	for (size_t i = 0; i < text->count && count < FEATURES_MAX - 1; i++)
		if (text->term_ids[i] >= 0)
			out[count++] = skip_bigrams_of_term(text->term_ids[i]) * 0x9e3779b1u | 1;
	out[count++] = (uint32_t)text->type * 2 + 3;
	return count;
}

static struct count *find(const struct near_miss_model *near_miss_model, uint32_t feature)
{
	size_t at = feature % near_miss_model->room;

	while (near_miss_model->counts[at].feature &&
		near_miss_model->counts[at].feature != feature)
		at = (at + 1) % near_miss_model->room;
	return &near_miss_model->counts[at];
}

static void grow(struct near_miss_model *near_miss_model)
{
	struct near_miss_model old = *near_miss_model;

	near_miss_model->room = old.room * 2;
	near_miss_model->counts =
		must_alloc(near_miss_model->room * sizeof *near_miss_model->counts);
	for (size_t i = 0; i < old.room; i++)
		if (old.counts[i].feature)
			*find(near_miss_model, old.counts[i].feature) = old.counts[i];
	free(old.counts);
}

struct near_miss_model *near_miss_new(void)
{
	struct near_miss_model *near_miss_model = must_alloc(sizeof *near_miss_model);

	near_miss_model->room = 1 << 10;
	near_miss_model->counts =
		must_alloc(near_miss_model->room * sizeof *near_miss_model->counts);
	return near_miss_model;
}

void near_miss_free(struct near_miss_model *near_miss_model)
{
	if (!near_miss_model)
		return;
	free(near_miss_model->counts);
	free(near_miss_model);
}

void near_miss_learn(struct near_miss_model *near_miss_model, const struct near_miss_text *text,
	bool near_miss, int by)
{
	uint32_t list[FEATURES_MAX];
	size_t count = features(text, list);

	*(near_miss ? &near_miss_model->missed : &near_miss_model->answered) += by;
	for (size_t i = 0; i < count; i++) {
		struct count *it = find(near_miss_model, list[i]);

		if (!it->feature && near_miss_model->used == FEATURES_KNOWN)
			continue;
		if (!it->feature) {
			if (2 * (near_miss_model->used + 1) > near_miss_model->room) {
				grow(near_miss_model);
				it = find(near_miss_model, list[i]);
			}
			near_miss_model->used++;
			it->feature = list[i];
		}
		*(near_miss ? &it->missed : &it->answered) += by;
	}
}

float near_miss_log_odds(const struct near_miss_model *near_miss_model,
	const struct near_miss_text *text, enum near_miss_known known)
{
	uint32_t list[FEATURES_MAX];
	size_t count = features(text, list);
	double share, near_miss_prior = 0;

	if (near_miss_model->answered == 0 || near_miss_model->missed == 0)
		return 0;
	share = near_miss_model->missed / near_miss_model->answered;
	for (size_t i = 0; i < count; i++) {
		const struct count *it = find(near_miss_model, list[i]);
		double missed = it->missed, answered = it->answered;

		missed -= known == NEAR_MISS_SEEN && missed > 0;
		answered -= known == NEAR_MISS_SEEN_ANSWERED && answered > 0;
		near_miss_prior += log((missed + share) / near_miss_model->missed) -
				   log((answered + 1) / near_miss_model->answered);
	}
	return (float)near_miss_prior;
}
