#ifndef TONLE_ASK_OVERVIEW_H
#define TONLE_ASK_OVERVIEW_H

#include "ask/answer.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Overviews: "who is Kem Sokha", "tell me about the Khmer Rouge", "ECCC". They ask for no single
 * fact, so they are answered with the fact that is marked as the name's own (`about`), else with
 * the facts that are most about it.
 */
enum { OVERVIEW_FIRST = 2 }; /* facts told at once, where none is the name's own */

/*
 * If the text asks for an overview and there is one, makes an answer of it: out->name, and in
 * out->facts the facts told at once. A fact that has the question word for word comes first, then
 * the one that is marked. There is none of a name that fewer than three statements mention, or
 * nearly all, unless a fact is marked: then gives false, and *out stays as it was. If the facts
 * only mention it, they are offered.
 */
bool overview_find(const struct index *index, struct answer *out);

/* The name as people write it: the first of its aliases. */
const char *overview_label(const struct index *index, int term_id);

/* The facts whose statements mention the term, those most about it first; at most max positions.
 * Gives their number. */
size_t overview_list(const struct index *index, int term_id, int *positions, size_t max);

#endif
