#ifndef TONLE_ASK_OVERVIEW_H
#define TONLE_ASK_OVERVIEW_H

#include "ask/answer.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Overviews: "who is Kem Sokha", "tell me about the Khmer Rouge", "ECCC". These ask for no single
 * fact. They are answered with the fact that is marked as the name's overview (`about`), else with
 * the facts that are most about the name.
 */
enum { OVERVIEW_FIRST = 2 }; /* facts given at once, if no fact is marked */

/*
 * If the text asks for an overview and there is one, makes an answer of it: sets out->name, and
 * out->facts to the facts to give at once. A fact that has the question word for word comes first,
 * then the marked one. If facts only mention the name, they are offered. Otherwise returns false
 * and leaves *out alone; that includes names without a marked fact that fewer than three statements
 * mention, or more than a quarter of all.
 */
bool overview_find(const struct index *index, struct answer *out);

/* The name as people write it: the first of its aliases. */
const char *overview_label(const struct index *index, int term_id);

/* Writes the positions of the facts whose statements mention the term, at most max; the facts most
 * about it come first. Returns their number. */
size_t overview_list(const struct index *index, int term_id, int *positions, size_t max);

#endif
