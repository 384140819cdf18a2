#ifndef TONLE_ASK_POSTINGS_H
#define TONLE_ASK_POSTINGS_H

#include <stddef.h>

/*
 * An inverted index: for each term, the facts that use it, each with an impact (how much it is
 * about the term). Finds the k best facts for a question without visiting all of them (MaxScore:
 * Turtle and Flood, Query evaluation: strategies and optimizations, 1995). Facts are identified by
 * their slots (index.h).
 */
struct postings;

struct postings *postings_new(void);
void postings_free(struct postings *postings);

/* If max is at most POSTINGS_FEW, postings_best need not score all facts of a long list. */
enum { POSTINGS_FEW = 24 };

/* Adds a fact to a term's list, or removes it. Adding is cheap in the order of slots; otherwise
 * part of the list is moved. Call postings_added after adding many, to make searches fast. */
void postings_add(struct postings *postings, int term_id, int slot, float impact);
void postings_added(struct postings *postings);
void postings_remove(struct postings *postings, int term_id, int slot);

/* Makes the searches skip slots with a negative position; NULL: none. Borrowed. */
void postings_set_positions(struct postings *postings, const int *positions);

/* Calls `each` with every slot of a term's list that is not skipped, in ascending order. */
void postings_each(const struct postings *postings, int term_id,
	void (*each)(void *context, int slot), void *context);

/* A term to search for. A group is a word of the question with its related terms; for each fact,
 * only the term that scores highest in its group counts. Sorted by group. */
struct postings_term {
	int term_id;
	unsigned group;
	float weight;
};

struct postings_hit {
	int slot;
	float score; /* sum over the groups of weight * impact */
};

/* Writes the best facts, best first, at most max (POSTINGS_BEST_MAX). Returns their number. */
enum { POSTINGS_BEST_MAX = 128, POSTINGS_GROUPS_MAX = 64 };
size_t postings_best(struct postings *postings, const struct postings_term *terms, size_t count,
	struct postings_hit *best, size_t max);

#endif
