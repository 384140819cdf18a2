#include "ask/confidence.h"

#include "ask/trees.h"

#include <math.h>
#include <string.h>

float confidence_of(const struct fit *best, float lead, float clear)
{
	float row[1][TREES_EVIDENCE] = {0}, sum;

	memcpy(row[0], best->evidence, sizeof best->evidence);
	row[0][TREES_SCORE_LEAD] = fminf(lead, TREES_LEAD_MAX);
	row[0][TREES_CLEAR] = fminf(clear, TREES_LEAD_MAX);
	trees_sum(TREES_PLAIN, row, 1, &sum);
	return 1 / (1 + expf(-sum));
}

static bool share_a_citation(const struct fact *a, const struct fact *b)
{
	for (size_t i = 0; i < a->citation_count; i++)
		for (size_t k = 0; k < b->citation_count; k++)
			if (fact_same_place(&a->citations[i], &b->citations[k]))
				return true;
	return false;
}

float confidence_of_best(const struct index *index, const struct fit *fits, size_t count)
{
	const struct fact *fact = index->profiles[fits[0].at].fact;
	float lead = TREES_LEAD_MAX, clear = TREES_LEAD_MAX;

	if (count > 1)
		lead = fits[0].score - fits[1].score;
	for (size_t i = 1; i < count && clear == TREES_LEAD_MAX; i++)
		if (!share_a_citation(fact, index->profiles[fits[i].at].fact))
			clear = fits[0].score - fits[i].score;
	return confidence_of(&fits[0], lead, clear);
}

float confidence_needed(const struct index *index, int at, bool untold)
{
	const float in_text = 0.45f;
	static const struct {
		size_t questions; /* at least this many, and fewer than in the next row */
		float confidence, untold;
	} rows[] = {{0, 0.66f, 0.70f}, {1, 0.55f, 0.75f}, {12, 0.62f, 0.80f}};
	size_t row = sizeof rows / sizeof *rows - 1, questions = index->profiles[at].answered_count;

	if (index_is_text(index))
		return in_text;
	while (questions < rows[row].questions)
		row--;
	return untold ? rows[row].untold : rows[row].confidence;
}
