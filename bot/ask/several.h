#ifndef TONLE_ASK_SEVERAL_H
#define TONLE_ASK_SEVERAL_H

#include "ask/answer.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Questions that several facts answer together: "what sanctions has the US imposed?", "who have
 * been the ambassadors?", "timeline of relations". The facts are those most of whose questions
 * mention the things asked for and which have every other word of weight; ordered by date, those
 * without one last.
 */

/* Whether a folded text asks for several things; thing receives for which ("sanctions"). */
bool several_form(const struct subject *subject, const char *folded, char *thing, size_t size);

/* Turns a decided answer into one by several facts, if there are at least two, and the fact that
 * was found is among them (it stays first, except in a timeline) or the question asks for all;
 * else leaves it alone. */
void several_find(const struct index *index, struct answer *out);

#endif
