/* `related`: the facts that moderators have linked to a fact (`see`), then those that have most in
 * common with it; or the facts about a name. */
#include "base/arena.h"
#include "browse/browse.h"
#include "verbs/near.h"

#include <stdlib.h>
#include <string.h>

enum { RELATED_MOST = 6 };

static const double SAME_TOPIC = 3, ROUNDING = 1e-6;

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
	double sum = fact_is_on(a->fact, b->fact->topic) ? SAME_TOPIC : 0;

	for (size_t i = 0; i < a->mention_count; i++) {
		const struct mention *other = index_mention(b, a->mentions[i].term_id);

		if (a->mentions[i].says && other && other->says)
			sum += (double)lexicon_weight(index->lexicon, a->mentions[i].term_id);
	}
	return sum;
}

/* The most that the relation to each fact can be, by position, without the bonus. */
struct bounds {
	const struct index *index;
	double *most;
	double weight; /* of the current term */
};

static void add_bound(void *context, int slot)
{
	struct bounds *bounds = context;
	int at = index_by_slot(bounds->index, slot);

	if (at >= 0)
		bounds->most[at] += bounds->weight;
}

static double *find_bounds(const struct index *index, const struct profile *profile)
{
	struct bounds bounds = {.index = index};

	bounds.most = must_alloc((index->count + 1) * sizeof *bounds.most);
	for (size_t i = 0; i < profile->mention_count; i++) {
		int term_id = profile->mentions[i].term_id;

		if (!profile->mentions[i].says)
			continue;
		bounds.weight = (double)lexicon_weight(index->lexicon, term_id);
		postings_each(index->stated, term_id, add_bound, &bounds);
	}
	return bounds.most;
}

/* Puts the fact among the most related ones. Returns their number, at most RELATED_MOST. */
static size_t put_related(struct related_fact *list, size_t count, struct related_fact fact)
{
	size_t at = count;

	while (at > 0 && by_relation(&fact, &list[at - 1]) < 0)
		at--;
	if (at == RELATED_MOST)
		return count;
	count -= count == RELATED_MOST;
	memmove(list + at + 1, list + at, (count - at) * sizeof *list);
	list[at] = fact;
	return count + 1;
}

/* Lists the facts that are most related to the one at that position. Returns their number. */
static size_t find_related(const struct index *index, int at, struct related_fact *list)
{
	const struct profile *profiles = index->profiles;
	double *most = find_bounds(index, &profiles[at]);
	struct related_fact likely[RELATED_MOST];
	size_t count = 0, likely_count = 0;
	double least = 0;

	/* as many facts as are wanted are as related as the least of the likeliest ones, so that
	 * few others need be compared */
	for (size_t i = 0; i < index->count; i++)
		if ((int)i != at)
			likely_count = put_related(
				likely, likely_count, (struct related_fact){(int)i, most[i]});
	for (size_t i = 0; i < likely_count; i++) {
		double one = relation(index, &profiles[at], &profiles[likely[i].at]);

		least = i == 0 || one < least ? one : least;
	}
	for (size_t i = 0; i < index->count; i++)
		if ((int)i != at && most[i] + SAME_TOPIC + ROUNDING >= least)
			count = put_related(list, count,
				(struct related_fact){
					(int)i, relation(index, &profiles[at], &profiles[i])});
	free(most);
	return count;
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

	if (!fact && *arguments) { /* perhaps a name */
		enum manner manner = verb_who(bot, asker, arguments, out);

		return manner == MANNER_PASS ? near_refuse_id(bot, asker, arguments, out) : manner;
	}
	int at = fact ? index_by_id(index, fact->id) : -1;
	if (at < 0)
		return verb_refuse(asker, out,
			"There is no answer from the last ten minutes; say `related <fact id>` or "
			"`related <name>`.");
	struct related_fact list[RELATED_MOST];
	size_t seen = index_see(index, at, positions), shown = seen;
	size_t count = find_related(index, at, list);
	for (size_t i = 0; i < count && shown < RELATED_MOST; i++)
		if (!is_listed(positions, seen, list[i].at))
			positions[shown++] = list[i].at;
	return browse_list(bot, asker, "", positions, shown, out);
}
