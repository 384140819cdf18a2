#ifndef TONLE_ASK_INDEX_VIEW_H
#define TONLE_ASK_INDEX_VIEW_H

#include "ask/index.h"
#include "fact/scope.h"

/*
 * What of the index there is. Facts that are not seen from where it is looked at have no position:
 * nothing that goes by positions, ids, numbers, slots, terms or vectors meets them, and `count`
 * does not count them. Only words that they alone use stay known. An index is first looked at with
 * a view of everything.
 */

/* Looks at the index from there, until it is looked at from elsewhere; the view is borrowed as long
 * as that, NULL is everything. Positions move, as when a fact is put. Takes no time where no fact
 * has channels or the view is the same; else some microseconds for a thousand facts. */
void index_view_look(struct index *index, const struct view *view);

/* For index.c: gives every fact a position; takes them away again from those not seen. Between the
 * two, facts may come and go. */
void index_view_widen(struct index *index);
void index_view_narrow(struct index *index);

#endif
