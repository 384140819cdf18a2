#include "ask/ranker.h"

#include <math.h>
#include <string.h>

/* Collects the evidence of all candidates. */
static void gather_evidence(const struct index *index, const struct parsed_question *parsed,
	const struct reading_question *question, const struct known *hidden, const struct fit *fits,
	size_t count, float (*rows)[TREES_EVIDENCE])
{
	float reading[RANKER_FITS_MAX][READ_COUNT];
	int positions[RANKER_FITS_MAX] = {0};

	for (size_t i = 0; i < count; i++)
		positions[i] = fits[i].at;
	reading_weigh(index, index->vectors, parsed, question, hidden, positions, count, reading);
	for (size_t i = 0; i < count; i++) {
		float lead = TREES_LEAD_MAX;

		for (size_t k = 0; k < count; k++)
			if (k != i)
				lead = fminf(lead, fits[i].score - fits[k].score);
		memset(rows[i], 0, sizeof rows[i]);
		memcpy(rows[i], fits[i].evidence, sizeof fits[i].evidence);
		memcpy(rows[i] + TREES_READING, reading[i], sizeof reading[i]);
		rows[i][TREES_SCORE] = fits[i].score;
		rows[i][TREES_SCORE_LEAD] = lead;
	}
}

/* Insertion sort of the fits and their evidence by score. */
static void sort(struct fit *fits, float (*rows)[TREES_EVIDENCE], size_t count)
{
	for (size_t i = 1; i < count; i++) {
		struct fit fit = fits[i];
		float row[TREES_EVIDENCE];
		size_t k = i;

		memcpy(row, rows[i], sizeof row);
		for (; k > 0 && fits[k - 1].score < fit.score; k--) {
			fits[k] = fits[k - 1];
			memcpy(rows[k], rows[k - 1], sizeof row);
		}
		fits[k] = fit;
		memcpy(rows[k], row, sizeof row);
	}
}

/* The log odds that the best of a plain text's sentences answers the question. */
static float decide_text(const struct fit *fits, size_t count, const float *row)
{
	float evidence[TREES_EVIDENCE], lead = TREES_TEXT_LEAD_MAX;

	if (count > 1)
		lead = fminf(lead, fits[0].score - fits[1].score);
	memcpy(evidence, row, sizeof evidence);
	evidence[TREES_SCORE] = fits[0].score;
	evidence[TREES_SCORE_LEAD] = lead;
	return fits[0].score + trees_correction(evidence);
}

float ranker_rank(const struct index *index, const struct parsed_question *parsed,
	const struct reading_question *question, const struct known *hidden, struct fit *fits,
	size_t count, float (*rows)[TREES_EVIDENCE])
{
	float own[RANKER_FITS_MAX][TREES_EVIDENCE], sums[RANKER_FITS_MAX];

	if (!rows)
		rows = own;
	gather_evidence(index, parsed, question, hidden, fits, count, rows);
	enum trees_ensemble ensemble = index_is_text(index) ? TREES_TEXT : TREES_RANK;

	trees_sum(ensemble, rows, count, sums);
	for (size_t i = 0; i < count; i++)
		fits[i].score = sums[i];
	sort(fits, rows, count);
	float odds = ensemble == TREES_TEXT ? decide_text(fits, count, rows[0]) : fits[0].score;

	return 1 / (1 + expf(-odds));
}
