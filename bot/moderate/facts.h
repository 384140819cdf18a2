#ifndef TONLE_MODERATE_FACTS_H
#define TONLE_MODERATE_FACTS_H

#include "moderate/edit.h"

#include <stdbool.h>

/*
 * A new fact from what stands behind `add`, past the same guard rails, for `approve` and `asked`
 * too: begun with edit_begin_new, saved under the reason. question: one more that it is to answer,
 * or NULL. False: the asker has been told why not, and nothing is saved.
 */
bool facts_add(struct edit *edit, const char *text, const char *question, const char *reason);

#endif
