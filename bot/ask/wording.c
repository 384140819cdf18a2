#include "ask/wording.h"

#include "base/arena.h"

#include <math.h>
#include <stdlib.h>

struct count {
	uint32_t feature; /* 0: free */
	int answered, missed;
};

struct wording {
	struct count *counts; /* a table with linear probing, half empty */
	size_t used, room;
	double answered, missed; /* questions learnt */
};

enum {
	FEATURES_MAX = TURNS_WORDS * 2 + 1, /* of one question */
	FEATURES_KNOWN = 1 << 19,           /* of all; later ones count as unheard of: 12 MiB */
};

/* A question's words, turns and kind, as hashes. */
static size_t features(const struct wording_text *text, uint32_t *out)
{
	struct turns turns;
	size_t count = 0;

	turns_read(text->codes, text->code_count, &turns);
	for (size_t i = 0; i < turns.beside && count < FEATURES_MAX; i++)
		out[count++] = turns.list[i] | 1;
	for (size_t i = 0; i < text->count && count < FEATURES_MAX - 1; i++)
		if (text->concepts[i] >= 0)
			out[count++] = turns_of_concept(text->concepts[i]) * 0x9e3779b1u | 1;
	out[count++] = (uint32_t)text->type * 2 + 3;
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

void wording_learn(struct wording *wording, const struct wording_text *text, bool near_miss, int by)
{
	uint32_t list[FEATURES_MAX];
	size_t count = features(text, list);

	*(near_miss ? &wording->missed : &wording->answered) += by;
	for (size_t i = 0; i < count; i++) {
		struct count *it = find(wording, list[i]);

		if (!it->feature && wording->used == FEATURES_KNOWN)
			continue;
		if (!it->feature) {
			if (2 * (wording->used + 1) > wording->room) {
				grow(wording);
				it = find(wording, list[i]);
			}
			wording->used++;
			it->feature = list[i];
		}
		*(near_miss ? &it->missed : &it->answered) += by;
	}
}

float wording_lean(
	const struct wording *wording, const struct wording_text *text, enum wording_known known)
{
	uint32_t list[FEATURES_MAX];
	size_t count = features(text, list);
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
