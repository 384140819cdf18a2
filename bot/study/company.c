#include "study/company.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

static void add_company(struct company *company, int id, float weight)
{
	size_t at = 0;

	while (at < company->count && company->list[at].id != id)
		at++;
	if (at == COMPANY)
		return;
	if (at == company->count) {
		company->list[at].id = id;
		company->list[company->count++].weight = 0;
	}
	company->list[at].weight += weight;
}

/* The number of the first fact with that topic. */
static int topic_number(const struct index *index, const char *topic)
{
	int at = 0;

	while (strcmp(index->profiles[at].fact->topic, topic) != 0)
		at++;
	return at;
}

void company_of(const struct index *index, const struct alias *alias, struct company *out)
{
	char folded[128];
	struct terms terms;

	out->count = 0;
	text_fold(alias->names[0], folded, sizeof folded);
	lexicon_terms(index->lexicon, folded, LEXICON_READ, &terms);
	if (terms.count == 0 || terms.list[0].term_id < 0)
		return;
	const int own = terms.list[0].term_id;
	for (size_t i = 0; i < index->count; i++) {
		const struct profile *profile = &index->profiles[i];
		const struct mention *mention = index_mention(profile, own);

		if (!mention || !mention->says)
			continue;
		add_company(out, -1 - topic_number(index, profile->fact->topic), 2);
		for (size_t k = 0; k < profile->mention_count; k++) {
			int id = profile->mentions[k].term_id;

			if (id != own && profile->mentions[k].says)
				add_company(out, id, lexicon_weight(index->lexicon, id));
		}
	}
}

double company_cosine(const struct company *a, const struct company *b)
{
	double dot = 0, aa = 0, bb = 0;

	for (size_t i = 0; i < a->count; i++) {
		aa += (double)(a->list[i].weight * a->list[i].weight);
		for (size_t k = 0; k < b->count; k++)
			if (a->list[i].id == b->list[k].id)
				dot += (double)(a->list[i].weight * b->list[k].weight);
	}
	for (size_t k = 0; k < b->count; k++)
		bb += (double)(b->list[k].weight * b->list[k].weight);
	return aa > 0 && bb > 0 ? dot / sqrt(aa * bb) : 0;
}
