#include "talk/resolving.h"

#include "ask/life.h"
#include "ask/profile.h"

#include <string.h>

const struct profile *resolving_profile(const struct index *index, const struct fact *fact)
{
	int at = fact ? index_by_id(index, fact->id) : -1;

	return at < 0 ? NULL : &index->profiles[at];
}

bool resolving_names(const struct index *index, const struct fact *fact, int term_id)
{
	const struct profile *profile = resolving_profile(index, fact);
	const struct mention *mention = profile ? index_mention(profile, term_id) : NULL;

	return mention && mention->says;
}

void resolving_set_unknown(struct resolving *it, const char *why)
{
	struct answer *out = it->out;

	out->decision = DECISION_UNKNOWN;
	out->fact = NULL;
	out->offer_count = out->facts_count = 0;
	out->verdict = (struct verdict){.polarity = POLARITY_NONE};
	out->refused = why;
}

void resolving_set_answer(struct resolving *it, const struct fact *fact)
{
	struct answer *out = it->out;

	if (out->decision != DECISION_ANSWERED || out->fact != fact)
		answer_with(it->index, fact, it->full, out);
	out->by = BY_FOLLOWUP;
}

bool resolving_covers(
	const struct index *index, const struct answer *answer, const struct fact *fact)
{
	const struct profile *profile = resolving_profile(index, fact);
	const struct terms *terms = &answer->parsed.terms;

	if (!profile || (life_is_asked(index, &answer->parsed) &&
				!life_told(index, &answer->parsed, index_by_id(index, fact->id))))
		return false;
	for (size_t i = 0; i < terms->count; i++)
		if (!terms->list[i].light && !profile_has(profile, terms->list[i].term_id))
			return false;
	return true;
}

float resolving_share(const struct resolving *it, const struct fact *fact)
{
	const struct profile *profile = resolving_profile(it->index, fact);
	struct terms terms;
	float shared = 0, all = 0;

	lexicon_terms(it->index->lexicon, it->before->question, LEXICON_READ, &terms);
	for (size_t i = 0; profile && i < terms.count; i++) {
		float weight = lexicon_weight(it->index->lexicon, terms.list[i].term_id);

		if (terms.list[i].number || terms.list[i].light)
			continue;
		all += weight;
		if (index_mention(profile, terms.list[i].term_id))
			shared += weight;
	}
	return all > 0 ? shared / all : 0;
}

bool resolving_is_about_last(const struct resolving *it, const struct fact *fact)
{
	struct terms terms;
	bool any = false;

	lexicon_terms(it->index->lexicon, it->before->question, LEXICON_READ, &terms);
	for (size_t i = 0; i < terms.count; i++) {
		if (!terms.list[i].name)
			continue;
		any = true;
		if (resolving_names(it->index, fact, terms.list[i].term_id))
			return true;
	}
	return !any && resolving_share(it, fact) >= RESOLVING_MOST;
}

bool resolving_follow_up(struct resolving *it)
{
	return it->before->fact &&
	       followup_decide(it->index, it->folded, it->before->question, it->before->fact,
		       it->full, it->out) &&
	       it->out->decision == DECISION_ANSWERED;
}

void resolving_complete(struct resolving *it)
{
	answer_decide(it->index, it->full, false, it->out);
	if (it->out->decision == DECISION_ANSWERED && resolving_is_about_last(it, it->out->fact))
		it->out->by = BY_FOLLOWUP;
	else if (it->before->fact && resolving_covers(it->index, it->out, it->before->fact))
		resolving_set_answer(it, it->before->fact);
	else
		resolving_set_unknown(it, RESOLVING_NO_FACT);
}
