#include "study/name_context.h"

#include "base/compare.h"
#include "base/date.h"
#include "base/hash.h"
#include "base/text.h"

#include <math.h>
#include <stdlib.h>

static void add_to_context(struct name_context *context, int id, float weight)
{
	size_t at = 0;

	while (at < context->count && context->list[at].id != id)
		at++;
	if (at == NAME_CONTEXT_MAX)
		return;
	if (at == context->count) {
		context->list[at].id = id;
		context->list[context->count++].weight = 0;
	}
	context->list[at].weight += weight;
}

/* The context of a term while it is collected. */
struct collecting {
	const struct index *index;
	int own;
	struct name_context *out;
};

static void add_fact(void *context, int slot)
{
	const struct collecting *c = context;
	int at = index_by_slot(c->index, slot);
	const struct profile *profile = at < 0 ? NULL : &c->index->profiles[at];
	const struct mention *mention = profile ? index_mention(profile, c->own) : NULL;

	if (!mention || !mention->says)
		return;
	struct date_span span;
	if (c->out->year_count < NAME_CONTEXT_MAX && date_read(profile->fact->when, &span))
		c->out->years[c->out->year_count++] = span.first / 10000;
	add_to_context(c->out, -1 - (int)(hash_text(profile->fact->topic) >> 1), 2);
	for (size_t k = 0; k < profile->mention_count; k++) {
		int id = profile->mentions[k].term_id;

		if (id != c->own && profile->mentions[k].says)
			add_to_context(c->out, id, lexicon_weight(c->index->lexicon, id));
	}
}

void name_context_of(const struct index *index, const struct alias *alias, struct name_context *out)
{
	char folded[128];
	struct terms terms;

	out->count = out->year_count = 0;
	text_fold(alias->names[0], folded, sizeof folded);
	lexicon_terms(index->lexicon, folded, LEXICON_READ, &terms);
	if (terms.count == 0 || terms.list[0].term_id < 0)
		return;
	struct collecting collecting = {index, terms.list[0].term_id, out};
	postings_each(index->postings, collecting.own, add_fact, &collecting);
	qsort(out->years, out->year_count, sizeof *out->years, compare_numbers);
}

int name_context_year(const struct name_context *context)
{
	return context->year_count ? (int)context->years[context->year_count / 2] : 0;
}

double name_context_cosine(const struct name_context *a, const struct name_context *b)
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
