#ifndef TONLE_ASK_INDEX_VIEW_H
#define TONLE_ASK_INDEX_VIEW_H

#include "ask/index.h"
#include "fact/scope.h"

/*
 * The view restricts the index to the facts of a channel. Facts outside the view have no position:
 * lookups by position, id, number, slot, term or vector do not find them, and `count` does not
 * count them. Only the lexicon still has words that they alone use. At first the view is
 * everything.
 */

/* Sets the view until the next call. It is borrowed until then; NULL means everything. Changes
 * positions, like index_put. Free if no fact has channels or the view is the same; otherwise takes
 * some microseconds for a thousand facts. */
void index_view_set(struct index *index, const struct view *view);

/* For index.c: gives every fact a position; then hides those outside the view again. Facts may be
 * added and removed between the two calls. */
void index_view_widen(struct index *index);
void index_view_narrow(struct index *index);

#endif
