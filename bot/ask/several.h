#ifndef TONLE_ASK_SEVERAL_H
#define TONLE_ASK_SEVERAL_H

#include "ask/answer.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Questions that several facts answer together: "what sanctions has the US imposed?", "who have
 * been the ambassadors?", "timeline of relations". The facts are those whose questions mostly speak
 * of the things asked for and which know every other word that tells; in order of time, those
 * without a date last.
 */

/* Whether the form asks for several things; thing receives what for ("sanctions"). */
bool several_form(const char *folded, char *thing, size_t size);

/* Makes of a decided answer one by several facts, if there are at least two, and the fact that had
 * been found is among them (it stays the first, but in a timeline) or the form asks for all.
 * Leaves it alone otherwise. */
void several_find(const struct index *index, struct answer *out);

#endif
