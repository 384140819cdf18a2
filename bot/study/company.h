#ifndef TONLE_STUDY_COMPANY_H
#define TONLE_STUDY_COMPANY_H

#include "ask/index.h"

#include <stddef.h>

enum { COMPANY = 160 };

/* The names that statements have beside a name, each with its weight times how often; and the
 * topics of those statements, hashed to negative ids. Pure. */
struct company {
	struct {
		int id;
		float weight;
	} list[COMPANY];
	size_t count;
};

/* Collects it over all facts that name the alias. */
void company_of(const struct index *index, const struct alias *alias, struct company *out);

/* How alike two companies are: the cosine, 0 to 1. */
double company_cosine(const struct company *a, const struct company *b);

#endif
