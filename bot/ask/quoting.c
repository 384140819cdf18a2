#include "ask/quoting.h"

#include "language/question.h"

#include <math.h>

enum { OFFERS_MAX = 3, LEAD_MAX = 8 };

/* The confidence that the best sentence answers, from the ranker's confidence and the lead over the
 * next sentence: logistic regression on the questions of tests/eval/foreign, with questions about
 * other articles as unanswerable ones (tests/documents/score.py --sweep). The ranker's confidence
 * cannot be used directly, since it is fitted to facts, which have questions of their own. */
static const float by_confidence = 1.18f, by_lead = 0.22f, bias = 0.10f;

static const float quote_from = 0.50f;
static const float offer_from = 0.05f; /* the ranker's confidence */

static float quote_confidence(const struct answer *answer)
{
	float p = answer->confidence, lead = LEAD_MAX;

	if (answer->fit_count > 1)
		lead = fminf(lead, answer->fits[0].score - answer->fits[1].score);
	float odds = by_confidence * logf((p + 1e-3f) / (1 - p + 1e-3f)) + by_lead * lead + bias;

	return 1 / (1 + expf(-odds));
}

/* Whether the line is a question or has at least two content words. */
static bool is_full(const struct parsed_question *parsed)
{
	size_t count = 0;

	for (size_t i = 0; i < parsed->terms.count; i++)
		count += !parsed->terms.list[i].light;
	return count > 1 || question_form(parsed->folded);
}

/* Offers the best sentences. */
static void offer_sentences(struct answer *answer)
{
	answer->decision = DECISION_OFFERED;
	answer->fact = NULL;
	answer->refused = "not sure enough";
	answer->offer_count = 0;
	for (size_t i = 0; i < answer->fit_count && i < OFFERS_MAX; i++)
		answer->offers[answer->offer_count++] =
			answer->of->profiles[answer->fits[i].at].fact;
}

void quoting_decide(const struct index *index, const char *folded, struct answer *answer)
{
	struct answer found;

	if (!index->quotable || !index->quotable->vectors ||
		(answer->decision != DECISION_UNKNOWN && answer->decision != DECISION_OFFERED))
		return;
	answer_decide(index->quotable, folded, false, &found);
	if (found.fit_count == 0 || found.confidence < offer_from)
		return;
	found.verdict = (struct verdict){.polarity = POLARITY_NONE};
	found.facts_count = 0;
	if (found.decision != DECISION_UNKNOWN && quote_confidence(&found) >= quote_from &&
		is_full(&found.parsed)) {
		found.confidence = quote_confidence(&found);
		found.decision = DECISION_QUOTED;
		found.refused = "";
		found.fact = index->quotable->profiles[found.fits[0].at].fact;
		found.offer_count = 0;
		*answer = found;
	} else if (answer->decision == DECISION_UNKNOWN) {
		offer_sentences(&found);
		*answer = found;
	}
}
