#ifndef TONLE_STUDY_NAME_CONTEXT_H
#define TONLE_STUDY_NAME_CONTEXT_H

#include "ask/index.h"

#include <stddef.h>
#include <stdint.h>

enum { NAME_CONTEXT_MAX = 160 };

/* The context in which a name occurs: the other terms of the statements that have it, each with its
 * weight times its count; the topics of those statements, hashed to negative ids; and their years.
 * Pure functions. */
struct name_context {
	struct {
		int id;
		float weight;
	} list[NAME_CONTEXT_MAX]; /* further ones are ignored */
	size_t count;
	int64_t years[NAME_CONTEXT_MAX]; /* of the facts with a date, in order */
	size_t year_count;
};

/* The median of the years; 0 if there are none. */
int name_context_year(const struct name_context *context);

/* Collects the context of the alias over all facts that name it. */
void name_context_of(
	const struct index *index, const struct alias *alias, struct name_context *out);

/* The cosine similarity of two contexts, 0 to 1. */
double name_context_cosine(const struct name_context *a, const struct name_context *b);

#endif
