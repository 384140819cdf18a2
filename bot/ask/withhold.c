#include "ask/withhold.h"

#include "ask/answer_type.h"
#include "ask/beyond.h"
#include "ask/life.h"
#include "ask/present.h"
#include "ask/swapped.h"
#include "ask/wanted.h"

#define NOT_TOLD "no fact tells whether the person lives"

/* Why the chosen fact is similar to the question but does not answer it; or NULL. */
static const char *reason_to_withhold(
	const struct index *index, const struct known *hidden, const struct answer *out)
{
	const struct parsed_question *parsed = &out->parsed;
	const struct fit *fit = &out->fits[0];

	if (life_is_asked(index, parsed) && !life_told(index, parsed, fit->at))
		return NOT_TOLD;
	if (swapped_find(index, parsed, hidden, fit->at))
		return "it swaps who does what to whom";
	if (wanted_is_absent(index, parsed, fit->at))
		return "it does not speak of what is asked for";
	if (swapped_is_of_others(index, parsed, fit->at))
		return "it speaks of others than are asked about";
	if (present_asks_holder(index, parsed, out->fact, match_nearest(index, fit)))
		return "it says who it was then, not who it is now";
	const char *lacking =
		answer_type_lacking(&index->profiles[fit->at], hidden, parsed->folded);

	if (!lacking)
		lacking = beyond_fact(index, parsed, hidden, fit->at);
	return lacking ? lacking : wanted_lacking(index, parsed, out->fact);
}

void withhold_near(const struct index *index, const struct known *hidden, struct answer *out)
{
	const char *reason = NULL;

	if (out->decision == DECISION_OFFERED && life_is_asked(index, &out->parsed)) {
		out->decision = DECISION_UNKNOWN;
		out->offer_count = 0;
		out->refused = NOT_TOLD;
		return;
	}
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
