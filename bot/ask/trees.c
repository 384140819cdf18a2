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

float trees_sum(enum trees_ensemble ensemble, const float *evidence)
{
	float sum = ensembles[ensemble].start;

	for (size_t i = 0; i < ensembles[ensemble].count; i++) {
		const struct node *tree = trees[ensembles[ensemble].first + i].nodes;
		const struct node *node = tree;

		while (node->evidence >= 0)
			node = tree +
			       (evidence[node->evidence] > node->limit ? node->high : node->low);
		sum += node->limit;
	}
	return sum;
}

float trees_correction(const float *evidence)
{
	float sum = correction_start;

	for (size_t i = 0; i < sizeof correction / sizeof *correction; i++)
		sum += correction[i].weight * evidence[correction[i].evidence];
	return sum;
}
