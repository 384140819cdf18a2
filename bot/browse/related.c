/* `related`: the facts that moderators have linked to a fact (`see`), then those that have most in
 * common with it; or the facts about a name. */
#include "base/arena.h"
#include "browse/browse.h"
#include "verbs/near.h"

#include <stdlib.h>
#include <string.h>

enum { RELATED_MOST = 6 };

static const double SAME_TOPIC = 3;

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

/* What the statements of a fact and of each other one share, by position: the weights of the terms
 * that both mention. */
struct shared {
	const struct index *index;
	double *weights;
	double weight; /* of the current term */
};

static void add_weight(void *context, int slot)
{
	struct shared *shared = context;
	int at = index_by_slot(shared->index, slot);

	if (at >= 0)
		shared->weights[at] += shared->weight;
}

/* The caller frees the result. */
static double *find_shared(const struct index *index, const struct profile *profile)
{
	struct shared shared = {.index = index};

	shared.weights = must_alloc((index->count + 1) * sizeof *shared.weights);
	for (size_t i = 0; i < profile->mention_count; i++) {
		int term_id = profile->mentions[i].term_id;

		if (!profile->mentions[i].says)
			continue;
		shared.weight = (double)lexicon_weight(index->lexicon, term_id);
		postings_each(index->stated, term_id, add_weight, &shared);
	}
	return shared.weights;
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

/* Lists the facts that share most with the one at that position, with a bonus for the same topic.
 * Returns their number. */
static size_t find_related(const struct index *index, int at, struct related_fact *list)
{
	const struct profile *profiles = index->profiles;
	double *shared = find_shared(index, &profiles[at]);
	size_t count = 0;

	for (size_t i = 0; i < index->count; i++) {
		/* most facts cannot be among them, whatever their topic */
		if ((int)i == at || (count == RELATED_MOST &&
					    shared[i] + SAME_TOPIC <= list[count - 1].relation))
			continue;
		bool same = fact_is_on(profiles[at].fact, profiles[i].fact->topic);

		count = put_related(list, count,
			(struct related_fact){(int)i, shared[i] + (same ? SAME_TOPIC : 0)});
	}
	free(shared);
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
