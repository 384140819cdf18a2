#include "ask/candidates.h"

#include "ask/fact_vectors.h"
#include "ask/reading.h"

enum {
	FOUND_MAX = 24,   /* facts from the inverted index */
	MATCHED_MAX = 16, /* other facts with a matching pattern */
	NEAREST_MAX = 8,  /* facts nearest in meaning */
	OTHERS_MAX = 64,  /* patterns tried of other facts */
	VERBATIM_MAX = 4, /* facts with the same question */
};

_Static_assert(FOUND_MAX + MATCHED_MAX + NEAREST_MAX <= CANDIDATES_MAX, "there is room for all");

static int candidate_of(const struct candidates *candidates, int slot)
{
	int at = index_by_slot(candidates->index, slot);

	for (size_t i = 0; i < candidates->count; i++)
		if (candidates->at[i] == at)
			return (int)i;
	return -1;
}

static bool is_worth_trying(void *context, int slot)
{
	struct candidates *candidates = context;

	if (candidate_of(candidates, slot) >= 0)
		return true;
	if (candidates->others == 0 || index_by_slot(candidates->index, slot) < 0)
		return false;
	candidates->others--;
	return true;
}

static void note_pattern(void *context, int slot, const char *regex)
{
	struct candidates *candidates = context;
	int i = candidate_of(candidates, slot);

	if (regex == candidates->ignored || (i < 0 && candidates->count >= FOUND_MAX + MATCHED_MAX))
		return;
	if (i < 0) {
		i = (int)candidates->count++;
		candidates->at[i] = index_by_slot(candidates->index, slot);
	}
	candidates->pattern[i] = regex;
	candidates->matched = true;
}

void candidates_verbatim(struct candidates *candidates, const struct parsed_question *parsed,
	const struct known *hidden)
{
	const struct index *index = candidates->index;
	int at[VERBATIM_MAX];
	size_t count = index_verbatim(index, parsed->hash, at, VERBATIM_MAX);

	for (size_t i = 0; i < count; i++)
		if (index_same_words(&index->profiles[at[i]], parsed->hash, false, hidden))
			candidates->at[candidates->count++] = at[i];
}

void candidates_rival(struct candidates *candidates)
{
	size_t at = candidates->at[0] == 0;

	if (candidates->count == 1 && at < candidates->index->count)
		candidates->at[candidates->count++] = (int)at;
}

void candidates_nearest(struct candidates *candidates, const struct parsed_question *parsed)
{
	const struct index *index = candidates->index;
	const struct fact_vectors_scan *scan = &index->reading->scan;

	reading_encode(index, parsed, index->reading);
	for (size_t i = 0; i < scan->count && i < NEAREST_MAX; i++)
		if (candidate_of(candidates, scan->slots[i]) < 0)
			candidates->at[candidates->count++] = index_by_slot(index, scan->slots[i]);
}

void candidates_find(
	struct candidates *candidates, const struct parsed_question *parsed, bool few_patterns)
{
	candidates->count = match_candidates(candidates->index, parsed, candidates->at, FOUND_MAX);
	candidates->others = few_patterns ? 0 : OTHERS_MAX;
}

void candidates_patterns(struct candidates *candidates, const char *folded)
{
	patterns_match(
		candidates->index->patterns, folded, is_worth_trying, note_pattern, candidates);
}
