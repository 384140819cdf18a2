#include "ask/trees.h"

#include <stddef.h>

struct node {
	float limit;              /* for a leaf, its value */
	short evidence;           /* -1: a leaf */
	unsigned short low, high; /* nodes of the tree */
};

struct tree {
	const struct node *nodes;
};

struct ensemble {
	float start;
	size_t first, count; /* of trees */
};

struct weight {
	short evidence;
	float weight;
};

/* nodes[], trees[], ensembles[], correction_start and correction[], from ranking.model */
#include "ranking.inc"

static float leaf_of(const struct node *tree, const float *evidence)
{
	const struct node *node = tree;

	while (node->evidence >= 0)
		node = tree + (evidence[node->evidence] > node->limit ? node->high : node->low);
	return node->limit;
}

/* Tree by tree, so that each one stays in the cache for all rows. */
void trees_sum(
	enum trees_ensemble ensemble, float (*rows)[TREES_EVIDENCE], size_t count, float *sums)
{
	const struct ensemble *of = &ensembles[ensemble];

	for (size_t k = 0; k < count; k++)
		sums[k] = of->start;
	for (size_t i = 0; i < of->count; i++)
		for (size_t k = 0; k < count; k++)
			sums[k] += leaf_of(trees[of->first + i].nodes, rows[k]);
}

float trees_correction(const float *evidence)
{
	float sum = correction_start;

	for (size_t i = 0; i < sizeof correction / sizeof *correction; i++)
		sum += correction[i].weight * evidence[correction[i].evidence];
	return sum;
}
