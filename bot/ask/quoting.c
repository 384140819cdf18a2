#include "ask/quoting.h"

enum { OFFERS_MAX = 3 };

/* Fitted on sentences of documents alone (tests/documents/score.py). */
static const float quote_from = 0.50f;
static const float offer_from = 0.10f;

/* Offers the best sentences. */
static void offer(struct answer *answer)
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
	found.verdict = (struct verdict){.polarity = POLARITY_NONE};
	found.facts_count = 0;
	if (found.decision == DECISION_ANSWERED && found.confidence >= quote_from) {
		found.decision = DECISION_QUOTED;
		*answer = found;
	} else if (answer->decision == DECISION_UNKNOWN && found.fit_count > 0 &&
		   (found.decision == DECISION_ANSWERED || found.decision == DECISION_OFFERED) &&
		   found.confidence >= offer_from) {
		offer(&found);
		*answer = found;
	}
}
