#include "ask/withhold.h"

#include "ask/present.h"
#include "ask/swapped.h"
#include "ask/wanted.h"

/* Why the chosen fact is similar to the question but does not answer it; or NULL. */
static const char *reason_to_withhold(
	const struct index *index, const struct known *hidden, const struct answer *out)
{
	if (swapped_find(index, &out->parsed, hidden, out->fits[0].at))
		return "it swaps who does what to whom";
	if (wanted_is_absent(index, &out->parsed, out->fits[0].at))
		return "it does not speak of what is asked for";
	if (swapped_is_of_others(index, &out->parsed, out->fits[0].at))
		return "it speaks of others than are asked about";
	const struct fit *fit = &out->fits[0];

	if (present_asks_holder(index, &out->parsed, out->fact,
		    fit->nearest ? index_question(&index->profiles[fit->at], fit->nearest) : NULL))
		return "it tells who it was then, not who it is";
	return wanted_lacking(index, &out->parsed, out->fact);
}

void withhold_near(const struct index *index, const struct known *hidden, struct answer *out)
{
	const char *reason = NULL;

	if (out->decision == DECISION_ANSWERED && out->by != BY_QUESTION &&
		out->verdict.polarity == POLARITY_NONE)
		reason = reason_to_withhold(index, hidden, out);
	if (!reason)
		return;
	out->decision = DECISION_OFFERED;
	out->withheld = true;
	out->refused = reason;
	out->offers[0] = out->fact;
	out->offer_count = 1;
	out->fact = NULL;
	out->verdict = (struct verdict){.polarity = POLARITY_NONE};
}
