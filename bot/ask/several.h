#ifndef TONLE_ASK_SEVERAL_H
#define TONLE_ASK_SEVERAL_H

#include "ask/answer.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Questions that several facts answer together: "what sanctions has the US imposed?", "who have
 * been the ambassadors?", "timeline of relations". A fact takes part if its statement and two
 * fifths of its questions mention the thing asked for, and it has all other significant words. The
 * facts are ordered by date; those without a date come last.
 */

/* Whether a folded text asks for several things; writes which ("sanctions") to thing. */
bool several_form(const struct subject *subject, const char *folded, char *thing, size_t size);

/* Turns a decided answer into one with several facts, if there are at least two. The fact that was
 * found must be one of them (it stays first, except in a timeline), unless the question asks for
 * all of them. Otherwise leaves the answer alone. */
void several_find(const struct index *index, struct answer *out);

#endif
