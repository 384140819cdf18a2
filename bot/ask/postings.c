#include "ask/postings.h"

#include "base/region.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { LONG = 256 };                     /* the shortest list for which `many` is computed */
static const float rounding = 1 - 1e-5f; /* a sum in another order may be this much lower */

struct posting {
	int slot;
	float impact;
};

struct list {
	struct posting *postings; /* by slot */
	unsigned count, room;
	float most; /* an upper bound of the impacts in the list */
	float many; /* at least POSTINGS_FEW facts have this impact or more; 0: unknown */
};

/* A fact's score while it is summed up. */
struct sum {
	float score;
	float group_score; /* of the group that was added last */
	int group;         /* the last group; -1: no term of this question yet */
};

struct postings {
	struct list *lists; /* by term */
	size_t list_count;
	struct sum *sums; /* by slot */
	size_t sum_count;
	int *met; /* slots with a sum */
	size_t met_count;
	const int *positions; /* by slot; negative: skipped. NULL: none is */
};

struct postings *postings_new(void)
{
	return region_alloc(sizeof(struct postings));
}

void postings_free(struct postings *postings)
{
	if (!postings)
		return;
	for (size_t i = 0; i < postings->list_count; i++)
		region_release(postings->lists[i].postings);
	region_release(postings->lists);
	region_release(postings->sums);
	region_release(postings->met);
	region_release(postings);
}

/* The place of the slot in a list, or where to insert it. The search starts where the slot would be
 * if the list had all slots up to its last, as a long list nearly does. */
static unsigned place_in_list(const struct list *list, int slot)
{
	unsigned low = 0, high = list->count, step = 1;

	if (high == 0 || list->postings[high - 1].slot < slot)
		return high;
	unsigned guess =
		(unsigned)((uint64_t)slot * high / ((uint64_t)list->postings[high - 1].slot + 1));
	if (list->postings[guess].slot < slot) {
		for (low = guess + 1; low + step < high && list->postings[low + step].slot < slot;
			step *= 2)
			low += step;
		high = low + step < high ? low + step : high;
	} else {
		for (high = guess; high > step && list->postings[high - step].slot >= slot;
			step *= 2)
			high -= step;
		low = high > step ? high - step : 0;
	}
	while (low < high) {
		unsigned middle = low + (high - low) / 2;

		if (list->postings[middle].slot < slot)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void make_posting_room(struct postings *postings, size_t term_id, size_t slot)
{
	if (term_id >= postings->list_count) {
		size_t count = 2 * term_id + 64;

		postings->lists = region_grow(postings->lists, count * sizeof *postings->lists);
		memset(postings->lists + postings->list_count, 0,
			(count - postings->list_count) * sizeof *postings->lists);
		postings->list_count = count;
	}
	if (slot >= postings->sum_count) {
		size_t count = 2 * slot + 64;

		postings->sums = region_grow(postings->sums, count * sizeof *postings->sums);
		postings->met = region_grow(postings->met, count * sizeof *postings->met);
		for (size_t i = postings->sum_count; i < count; i++)
			postings->sums[i].group = -1;
		postings->sum_count = count;
	}
}

void postings_add(struct postings *postings, int term_id, int slot, float impact)
{
	make_posting_room(postings, (size_t)term_id, (size_t)slot);
	struct list *list = &postings->lists[term_id];
	unsigned at = place_in_list(list, slot);

	REGION_GROW(list->postings, list->count, list->room);
	memmove(list->postings + at + 1, list->postings + at,
		(list->count++ - at) * sizeof *list->postings);
	list->postings[at] = (struct posting){slot, impact};
	if (impact > list->most)
		list->most = impact;
}

/* Sets `many`, the POSTINGS_FEW-th highest impact. */
static void note_many(struct list *list)
{
	float highest[POSTINGS_FEW];
	unsigned count = 0;

	list->many = 0;
	for (unsigned i = 0; list->count >= LONG && i < list->count; i++) {
		float impact = list->postings[i].impact;

		if (count == POSTINGS_FEW && impact <= highest[count - 1])
			continue;
		unsigned at = count < POSTINGS_FEW ? count++ : count - 1;
		for (; at > 0 && highest[at - 1] < impact; at--)
			highest[at] = highest[at - 1];
		highest[at] = impact;
	}
	if (count == POSTINGS_FEW)
		list->many = highest[count - 1];
}

void postings_added(struct postings *postings)
{
	for (size_t i = 0; i < postings->list_count; i++)
		note_many(&postings->lists[i]);
}

static struct list *list_of(const struct postings *postings, int term_id)
{
	return (size_t)term_id < postings->list_count ? &postings->lists[term_id] : NULL;
}

void postings_remove(struct postings *postings, int term_id, int slot)
{
	struct list *list = list_of(postings, term_id);
	unsigned at = list ? place_in_list(list, slot) : 0;

	if (!list || at == list->count || list->postings[at].slot != slot)
		return;
	bool high = list->postings[at].impact >= list->many;
	memmove(list->postings + at, list->postings + at + 1,
		(--list->count - at) * sizeof *list->postings);
	if (high && list->many > 0)
		note_many(list);
}

void postings_set_positions(struct postings *postings, const int *positions)
{
	postings->positions = positions;
}

static bool is_left_out(const struct postings *postings, int slot)
{
	return postings->positions && postings->positions[slot] < 0;
}

void postings_each(const struct postings *postings, int term_id,
	void (*each)(void *context, int slot), void *context)
{
	const struct list *list = list_of(postings, term_id);

	for (unsigned i = 0; list && i < list->count; i++)
		if (!is_left_out(postings, list->postings[i].slot))
			each(context, list->postings[i].slot);
}

/* --- the best facts --------------------------------------------------------------------------- */

/* The terms of one group, and the most that it can add to a score. */
struct group {
	const struct postings_term *terms;
	size_t count;
	float most;
};

static int compare_most(const void *a, const void *b)
{
	float x = ((const struct group *)a)->most, y = ((const struct group *)b)->most;

	return x < y ? 1 : x > y ? -1 : 0;
}

static size_t read_groups(const struct postings *postings, const struct postings_term *terms,
	size_t count, struct group *groups)
{
	size_t group_count = 0;

	for (size_t i = 0; i < count; i++) {
		const struct list *list = list_of(postings, terms[i].term_id);

		if (i == 0 || terms[i].group != terms[i - 1].group) {
			if (group_count == POSTINGS_GROUPS_MAX)
				break;
			groups[group_count++] = (struct group){.terms = &terms[i]};
		}
		struct group *group = &groups[group_count - 1];
		group->count++;
		if (list && list->count > 0 && list->most * terms[i].weight > group->most)
			group->most = list->most * terms[i].weight;
	}
	/* cppcheck-suppress uninitvar ; the loop above sets them */
	qsort(groups, group_count, sizeof *groups, compare_most);
	return group_count;
}

static void add_score(struct sum *sum, int group, float score)
{
	if (sum->group != group) {
		sum->group = group;
		sum->group_score = 0;
	}
	if (score > sum->group_score) {
		sum->score += score - sum->group_score;
		sum->group_score = score;
	}
}

/* Adds a list's scores to the facts found so far, one by one. */
static void look_up_met(struct postings *postings, const struct list *list, int group, float weight)
{
	for (size_t i = 0; i < postings->met_count; i++) {
		int slot = postings->met[i];
		unsigned at = place_in_list(list, slot);

		if (at < list->count && list->postings[at].slot == slot)
			add_score(&postings->sums[slot], group, weight * list->postings[at].impact);
	}
}

/* Adds a list's scores. Adds a new fact only if its score in this list is at least `least`. */
static void score_list(
	struct postings *postings, const struct list *list, int group, float weight, float least)
{
	bool few_met = list->count / 16 > postings->met_count;

	if (few_met)
		look_up_met(postings, list, group, weight);
	for (unsigned i = 0; i < list->count && (!few_met || least < INFINITY); i++) {
		const struct posting *posting = &list->postings[i];
		float score = weight * posting->impact;

		if (few_met && score < least)
			continue;
		struct sum *sum = &postings->sums[posting->slot];
		if (sum->group < 0) {
			if (score < least || is_left_out(postings, posting->slot))
				continue;
			*sum = (struct sum){.group = group};
			postings->met[postings->met_count++] = posting->slot;
		} else if (few_met) {
			continue; /* look_up_met has added it */
		}
		add_score(sum, group, score);
	}
}

/* Inserts a fact into the best ones; with equal scores the lower slot comes first. */
static size_t put_best(struct postings_hit *best, size_t count, size_t max, struct postings_hit hit)
{
	size_t at = count;

	while (at > 0 && (best[at - 1].score < hit.score ||
				 (best[at - 1].score == hit.score && best[at - 1].slot > hit.slot)))
		at--;
	if (at == max)
		return count;
	if (count == max)
		count--;
	memmove(best + at + 1, best + at, (count - at) * sizeof *best);
	best[at] = hit;
	return count + 1;
}

/* Lists the best facts so far and returns their number. If there are max, raises *least to the
 * score of the last of them. Then drops the facts that cannot reach *least even with `left` more.
 */
static size_t choose_best(
	struct postings *postings, struct postings_hit *best, size_t max, float left, float *least)
{
	size_t count = 0, kept = 0;

	for (size_t i = 0; i < postings->met_count; i++) {
		struct postings_hit hit = {
			.slot = postings->met[i], .score = postings->sums[postings->met[i]].score};

		if (count < max || hit.score >= best[count - 1].score)
			count = put_best(best, count, max, hit);
	}
	if (count == max)
		*least = fmaxf(*least, rounding * best[max - 1].score);
	for (size_t i = 0; i < postings->met_count; i++) {
		int slot = postings->met[i];

		if (postings->sums[slot].score + left >= *least)
			postings->met[kept++] = slot;
		else
			postings->sums[slot].group = -1;
	}
	postings->met_count = kept;
	return count;
}

/* Whether the lists of a group are longer than that in total. */
static bool is_longer(const struct postings *postings, const struct group *group, size_t than)
{
	size_t count = 0;

	for (size_t i = 0; i < group->count; i++) {
		const struct list *list = list_of(postings, group->terms[i].term_id);

		count += list ? list->count : 0;
	}
	return count > than;
}

/* A score that at least max facts reach by a single term. */
static float certain_score(const struct postings *postings, const struct postings_term *terms,
	size_t count, size_t max)
{
	float least = 0;

	for (size_t i = 0; i < count && max <= POSTINGS_FEW && !postings->positions; i++) {
		const struct list *list = list_of(postings, terms[i].term_id);

		if (list)
			least = fmaxf(least, rounding * terms[i].weight * list->many);
	}
	return least;
}

size_t postings_best(struct postings *postings, const struct postings_term *terms, size_t count,
	struct postings_hit *best, size_t max)
{
	struct group groups[POSTINGS_GROUPS_MAX];
	size_t group_count = read_groups(postings, terms, count, groups);
	/* the most that each group and those after it can add */
	float left[POSTINGS_GROUPS_MAX + 1];
	/* a lower bound of the scores of the facts to find */
	float least = certain_score(postings, terms, count, max);

	left[group_count] = 0;
	for (size_t g = group_count; g-- > 0;)
		left[g] = left[g + 1] + groups[g].most;
	for (size_t g = 0; g < group_count && groups[g].most > 0; g++) {
		bool open = least <= left[g]; /* a new fact may still be among the best */

		for (size_t i = 0; i < groups[g].count; i++) {
			const struct postings_term *term = &groups[g].terms[i];
			const struct list *list = list_of(postings, term->term_id);

			if (list)
				score_list(postings, list, (int)g, term->weight,
					open ? least - left[g + 1] : INFINITY);
		}
		if (g + 1 < group_count && postings->met_count > max &&
			(open || is_longer(postings, &groups[g + 1], postings->met_count)))
			choose_best(postings, best, max, left[g + 1], &least);
	}
	size_t found = choose_best(postings, best, max, 0, &least);
	for (size_t i = 0; i < postings->met_count; i++)
		postings->sums[postings->met[i]].group = -1;
	postings->met_count = 0;
	return found;
}
