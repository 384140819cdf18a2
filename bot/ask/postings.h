#ifndef TONLE_ASK_POSTINGS_H
#define TONLE_ASK_POSTINGS_H

#include <stddef.h>

/*
 * An inverted index: for each term, the facts that use it and how much they have to do with it
 * (impact). Finds the k best facts for a question without looking at all of them (MaxScore: Turtle
 * and Flood, Query evaluation: strategies and optimizations, 1995). Facts are given by their slots
 * (index.h).
 */
struct postings;

struct postings *postings_new(void);
void postings_free(struct postings *postings);

/* Adds a fact to a term's list, or removes it. A fact that is added in the order of slots costs
 * nothing; otherwise the list is moved. */
void postings_add(struct postings *postings, int term_id, int slot, float impact);
void postings_remove(struct postings *postings, int term_id, int slot);

/* Leaves out, from now on, the slots whose entry is below 0; NULL: none. Borrowed. */
void postings_look(struct postings *postings, const int *positions);

/* Calls each with all slots of a term's list, in their order. */
void postings_each(const struct postings *postings, int term_id,
	void (*each)(void *context, int slot), void *context);

/* A term that is looked for. Of several with the same group (a word of the question, and terms
 * related to it) only the one that gives most counts. Ordered by group. */
struct postings_term {
	int term_id;
	unsigned group;
	float weight;
};

struct postings_hit {
	int slot;
	float score; /* sum over the groups of weight * impact */
};

/* The best facts, best first, at most max (POSTINGS_BEST_MAX); gives their number. */
enum { POSTINGS_BEST_MAX = 128, POSTINGS_GROUPS_MAX = 64 };
size_t postings_best(struct postings *postings, const struct postings_term *terms, size_t count,
	struct postings_hit *best, size_t max);

#endif
