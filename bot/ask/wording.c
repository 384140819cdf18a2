#include "ask/wording.h"

#include "base/arena.h"

#include <math.h>
#include <stdlib.h>

struct count {
	uint32_t feature; /* 0: free */
	unsigned answered, missed;
};

struct wording {
	struct count *counts; /* a table with linear probing, half empty */
	size_t used, room;
	double answered, missed; /* questions learnt */
};

enum { FEATURES_MAX = TURNS_WORDS * 2 + 1 };

/* A question's words, turns and kind, as hashes. */
static size_t features(const struct terms *terms, enum question_type type, uint32_t *out)
{
	struct turns turns;
	size_t count = 0;

	turns_read(terms->codes, terms->code_count, &turns);
	for (size_t i = 0; i < turns.beside && count < FEATURES_MAX; i++)
		out[count++] = turns.list[i] | 1;
	for (size_t i = 0; i < terms->count && count < FEATURES_MAX - 1; i++)
		if (terms->list[i].concept >= 0)
			out[count++] = turns_of_concept(terms->list[i].concept) * 0x9e3779b1u | 1;
	out[count++] = (uint32_t)type * 2 + 3;
	return count;
}

static struct count *find(const struct wording *wording, uint32_t feature)
{
	size_t at = feature % wording->room;

	while (wording->counts[at].feature && wording->counts[at].feature != feature)
		at = (at + 1) % wording->room;
	return &wording->counts[at];
}

static void grow(struct wording *wording)
{
	struct wording old = *wording;

	wording->room = old.room * 2;
	wording->counts = must_alloc(wording->room * sizeof *wording->counts);
	for (size_t i = 0; i < old.room; i++)
		if (old.counts[i].feature)
			*find(wording, old.counts[i].feature) = old.counts[i];
	free(old.counts);
}

struct wording *wording_new(void)
{
	struct wording *wording = must_alloc(sizeof *wording);

	wording->room = 1 << 10;
	wording->counts = must_alloc(wording->room * sizeof *wording->counts);
	return wording;
}

void wording_free(struct wording *wording)
{
	if (!wording)
		return;
	free(wording->counts);
	free(wording);
}

void wording_learn(struct wording *wording, const struct terms *terms, enum question_type type,
	bool near_miss)
{
	uint32_t list[FEATURES_MAX];
	size_t count = features(terms, type, list);

	*(near_miss ? &wording->missed : &wording->answered) += 1;
	for (size_t i = 0; i < count; i++) {
		struct count *it = find(wording, list[i]);

		if (!it->feature) {
			if (2 * (wording->used + 1) > wording->room) {
				grow(wording);
				it = find(wording, list[i]);
			}
			wording->used++;
			it->feature = list[i];
		}
		it->missed += near_miss;
		it->answered += !near_miss;
	}
}

float wording_lean(const struct wording *wording, const struct terms *terms,
	enum question_type type, enum wording_known known)
{
	uint32_t list[FEATURES_MAX];
	size_t count = features(terms, type, list);
	double share, lean = 0;

	if (wording->answered == 0 || wording->missed == 0)
		return 0;
	share = wording->missed / wording->answered;
	for (size_t i = 0; i < count; i++) {
		const struct count *it = find(wording, list[i]);
		double missed = it->missed, answered = it->answered;

		missed -= known == WORDING_NEAR_MISS && missed > 0;
		answered -= known == WORDING_ANSWERED && answered > 0;
		lean += log((missed + share) / wording->missed) -
			log((answered + 1) / wording->answered);
	}
	return (float)lean;
}
