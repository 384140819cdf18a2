/* The inverted index: the best facts are those that adding up all scores would find. */
#include "scratch.h"

#include "ask/postings.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { TERMS = 40, SLOTS = 2000, BEST = 10 };

static float impacts[TERMS][SLOTS]; /* 0: not in the list */

static uint32_t random_number(void)
{
	static uint32_t seed = 5;

	seed = seed * 1664525 + 1013904223;
	return seed >> 16;
}

static struct postings *filled(void)
{
	struct postings *postings = postings_new();

	memset(impacts, 0, sizeof impacts);
	for (int i = 0; i < 40000; i++) {
		/* low terms are in most facts, high ones in few */
		int term = (int)(random_number() % TERMS * (random_number() % TERMS) / TERMS);
		int slot = (int)(random_number() % SLOTS);

		if (i == 30000)
			postings_added(postings);
		if (impacts[term][slot] > 0) {
			postings_remove(postings, term, slot);
			impacts[term][slot] = 0;
		} else {
			impacts[term][slot] = 1 + (float)(random_number() % 8) / 4;
			postings_add(postings, term, slot, impacts[term][slot]);
		}
	}
	return postings;
}

static float score_of(int slot, const struct postings_term *terms, size_t count)
{
	float score = 0, group = 0;

	for (size_t i = 0; i < count; i++) {
		float one = terms[i].weight * impacts[terms[i].term_id][slot];

		group = i > 0 && terms[i].group == terms[i - 1].group && group > one ? group : one;
		if (i + 1 == count || terms[i + 1].group != terms[i].group)
			score += group;
	}
	return score;
}

/* Of equal scores, which are exact, the lower slot comes first. */
static int compare_hits(const void *a, const void *b)
{
	const struct postings_hit *x = a, *y = b;

	return x->score < y->score ? 1 : x->score > y->score ? -1 : x->slot - y->slot;
}

static void hide(const struct postings_term *terms, size_t count, int *positions)
{
	for (int slot = 0; slot < SLOTS; slot++)
		positions[slot] = random_number() % 2 ? slot : -1;
	for (int slot = 0; slot < SLOTS; slot++) /* those that would be the best */
		if (score_of(slot, terms, count) > 4)
			positions[slot] = -1;
}

static void check_best(struct postings *postings, const int *positions,
	const struct postings_term *terms, size_t count)
{
	struct postings_hit best[BEST], all[SLOTS];
	size_t found = postings_best(postings, terms, count, best, BEST), wanted = 0;

	for (int slot = 0; slot < SLOTS; slot++) {
		struct postings_hit hit = {slot, score_of(slot, terms, count)};

		if (hit.score > 0 && (!positions || positions[slot] >= 0))
			all[wanted++] = hit;
	}
	qsort(all, wanted, sizeof *all, compare_hits);
	assert_int_equal(found, wanted < BEST ? wanted : BEST);
	for (size_t i = 0; i < found; i++)
		if (best[i].slot != all[i].slot || best[i].score != all[i].score)
			fail_msg("%zu. is %d with %f, not %d with %f", i + 1, best[i].slot,
				(double)best[i].score, all[i].slot, (double)all[i].score);
}

static void the_best_are_found(void **state)
{
	struct postings *postings = filled();
	int positions[SLOTS];

	(void)state;
	for (int round = 0; round < 1000; round++) {
		struct postings_term terms[12];
		size_t count = 1 + random_number() % 12;

		for (size_t i = 0; i < count; i++)
			terms[i] = (struct postings_term){.term_id = (int)(random_number() % TERMS),
				.group = (unsigned)i / 2,
				.weight = (float)(1 + random_number() % 100) / 16};
		check_best(postings, NULL, terms, count);
		hide(terms, count, positions);
		postings_set_positions(postings, positions);
		check_best(postings, positions, terms, count);
		postings_set_positions(postings, NULL);
	}
	postings_free(postings);
}

static void removed_facts_are_not_counted_on(void **state)
{
	enum { HIGH = 30, ALL = 1000 };
	struct postings *postings = postings_new();
	const struct postings_term term = {.weight = 1};
	struct postings_hit best[BEST];

	(void)state;
	for (int slot = 0; slot < ALL; slot++)
		postings_add(postings, 0, slot, slot < HIGH ? 2 : 1);
	postings_added(postings);
	for (int slot = 0; slot < HIGH; slot++)
		postings_remove(postings, 0, slot);
	assert_int_equal(postings_best(postings, &term, 1, best, BEST), BEST);
	for (int i = 0; i < BEST; i++)
		assert_int_equal(best[i].slot, HIGH + i);
	postings_free(postings);
}

static void note_slot(void *context, int slot)
{
	int *last = context;

	assert_true(slot > *last && impacts[0][slot] > 0);
	*last = slot;
}

static void a_list_is_given_in_order(void **state)
{
	struct postings *postings = filled();
	struct postings_hit best;
	int last = -1;

	(void)state;
	postings_each(postings, 0, note_slot, &last);
	assert_true(last > SLOTS / 2);
	postings_each(postings, 100000, note_slot, &last); /* no such term */
	postings_remove(postings, 100000, 0);
	assert_int_equal(postings_best(postings, NULL, 0, &best, 1), 0);
	postings_free(postings);
	postings_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_best_are_found),
		cmocka_unit_test(removed_facts_are_not_counted_on),
		cmocka_unit_test(a_list_is_given_in_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
