#ifndef TONLE_STUDY_COMPANY_H
#define TONLE_STUDY_COMPANY_H

#include "ask/index.h"

#include <stddef.h>
#include <stdint.h>

enum { COMPANY = 160 };

/* The names that statements have beside a name, each with its weight times how often; the topics of
 * those statements, hashed to negative ids; and their years. Pure. */
struct company {
	struct {
		int id;
		float weight;
	} list[COMPANY];
	size_t count;
	int64_t years[COMPANY]; /* of the facts with a date, in order */
	size_t year_count;
};

/* The year in the middle of them; 0 without any. */
int company_year(const struct company *company);

/* Collects it over all facts that name the alias. */
void company_of(const struct index *index, const struct alias *alias, struct company *out);

/* How alike two companies are: the cosine, 0 to 1. */
double company_cosine(const struct company *a, const struct company *b);

#endif
