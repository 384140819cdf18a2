#ifndef TONLE_STUDY_COMPANY_H
#define TONLE_STUDY_COMPANY_H

#include "ask/index.h"

#include <stddef.h>
#include <stdint.h>

enum { COMPANY = 160 };

/* The context in which a name occurs: the other names in the statements that have it, each with its
 * weight times its count; the topics of those statements, hashed to negative ids; and their years.
 * Pure functions. */
struct company {
	struct {
		int id;
		float weight;
	} list[COMPANY];
	size_t count;
	int64_t years[COMPANY]; /* of the facts with a date, in order */
	size_t year_count;
};

/* The median of the years; 0 if there are none. */
int company_year(const struct company *company);

/* Collects the context of the alias over all facts that name it. */
void company_of(const struct index *index, const struct alias *alias, struct company *out);

/* The cosine similarity of two contexts, 0 to 1. */
double company_cosine(const struct company *a, const struct company *b);

#endif
