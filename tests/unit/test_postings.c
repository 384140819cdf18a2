/* The inverted index: the best facts are those that adding up all scores would find. */
#include "scratch.h"

#include "ask/postings.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { TERMS = 40, SLOTS = 300, BEST = 10 };

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
	for (int i = 0; i < 6000; i++) {
		/* low terms are in most facts, high ones in few */
		int term = (int)(random_number() % TERMS * (random_number() % TERMS) / TERMS);
		int slot = (int)(random_number() % SLOTS);

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

static int compare_scores(const void *a, const void *b)
{
	float x = *(const float *)a, y = *(const float *)b;

	return x < y ? 1 : x > y ? -1 : 0;
}

static void the_best_are_found(void **state)
{
	struct postings *postings = filled();

	(void)state;
	for (int round = 0; round < 500; round++) {
		struct postings_term terms[12];
		struct postings_hit best[BEST];
		float scores[SLOTS];
		size_t count = 1 + random_number() % 12;

		for (size_t i = 0; i < count; i++)
			terms[i] = (struct postings_term){.term_id = (int)(random_number() % TERMS),
				.group = (unsigned)i / 2,
				.weight = (float)(1 + random_number() % 100) / 16};
		size_t found = postings_best(postings, terms, count, best, BEST);

		for (int slot = 0; slot < SLOTS; slot++)
			scores[slot] = score_of(slot, terms, count);
		qsort(scores, SLOTS, sizeof *scores, compare_scores);
		for (size_t i = 0; i < found; i++) {
			float off = best[i].score - scores[i];

			if (off > 1e-3f || off < -1e-3f)
				fail_msg("round %d: %zu. is %f, not %f", round, i + 1,
					(double)best[i].score, (double)scores[i]);
			off = best[i].score - score_of(best[i].slot, terms, count);
			assert_true(off < 1e-3f && off > -1e-3f);
		}
		assert_true(found == BEST || scores[found] <= 0);
	}
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
		cmocka_unit_test(a_list_is_given_in_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
