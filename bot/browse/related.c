/* `related`: the facts that moderators have linked to a fact (`see`), then those that have most in
 * common with it; or the facts about a name. */
#include "base/arena.h"
#include "browse/browse.h"
#include "verbs/near.h"

#include <stdlib.h>
#include <string.h>

enum { RELATED_MOST = 6 };

/* A fact and how much it has in common with another. */
struct related_fact {
	int at;
	double relation;
};

static int by_relation(const void *a, const void *b)
{
	const struct related_fact *x = a, *y = b;

	if (x->relation != y->relation)
		return x->relation > y->relation ? -1 : 1;
	return x->at - y->at;
}

/* How much two statements have in common: the weights of the terms that both mention, plus a bonus
 * for the same topic. */
static double relation(const struct index *index, const struct profile *a, const struct profile *b)
{
	double sum = fact_is_on(a->fact, b->fact->topic) ? 3 : 0;

	for (size_t i = 0; i < a->mention_count; i++) {
		const struct mention *other = index_mention(b, a->mentions[i].term_id);

		if (a->mentions[i].says && other && other->says)
			sum += (double)lexicon_weight(index->lexicon, a->mentions[i].term_id);
	}
	return sum;
}

static bool is_listed(const int *positions, size_t count, int at)
{
	for (size_t i = 0; i < count; i++)
		if (positions[i] == at)
			return true;
	return false;
}

enum manner verb_related(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	const struct index *index = bot->index;
	const struct fact *fact = verb_fact(bot, asker, arguments);
	int positions[INDEX_SEE_MAX + RELATED_MOST];
	size_t count = 0;

	if (!fact && *arguments) { /* perhaps a name */
		enum manner manner = verb_who(bot, asker, arguments, out);

		return manner == MANNER_PASS ? near_refuse_id(bot, asker, arguments, out) : manner;
	}
	int at = fact ? index_by_id(index, fact->id) : -1;
	if (at < 0)
		return verb_refuse(asker, out,
			"There is no answer from the last ten minutes; say `related <fact id>` or "
			"`related <name>`.");
	struct related_fact *list = must_alloc((index->count + 1) * sizeof *list);
	for (size_t i = 0; i < index->count; i++)
		if ((int)i != at)
			list[count++] = (struct related_fact){
				(int)i, relation(index, &index->profiles[at], &index->profiles[i])};
	qsort(list, count, sizeof *list, by_relation);
	size_t seen = index_see(index, at, positions), shown = seen;
	for (size_t i = 0; i < count && shown < RELATED_MOST; i++)
		if (!is_listed(positions, seen, list[i].at))
			positions[shown++] = list[i].at;
	free(list);
	return browse_list(bot, asker, "", positions, shown, out);
}
