#ifndef TONLE_FACT_FACT_CHANGE_H
#define TONLE_FACT_FACT_CHANGE_H

#include "base/arena.h"
#include "fact/fact.h"

#include <stddef.h>

/* Changing a fact's lists: the fact gets a new list in the arena, and the old one stays as it was,
 * as facts never change under those who hold them. What is added is borrowed, not copied. */
void fact_add_question(
	struct fact *fact, struct arena *arena, enum question_kind kind, const char *text);
void fact_drop_question(struct fact *fact, struct arena *arena, size_t at);
void fact_add_pattern(struct fact *fact, struct arena *arena, const char *regex);
void fact_drop_pattern(struct fact *fact, struct arena *arena, size_t at);
void fact_add_citation(struct fact *fact, struct arena *arena, const struct citation *citation);
void fact_drop_citation(struct fact *fact, struct arena *arena, size_t at);

#endif
