#ifndef TONLE_STUDY_NAME_CLASS_H
#define TONLE_STUDY_NAME_CLASS_H

#include "fact/fact.h"

#include <stdbool.h>

/* What kind of place or organisation a name is of, by its words; for choices.c. Pure. */

/* The class that the first of its forms to show one shows: a country, a party, an army …; -1 if
 * none does. Names of different classes are no near misses of each other. */
int name_class_of(const struct alias *alias);

/* Whether a form of one stands in a form of the other: where the United Nations are right, the
 * United Nations Transitional Authority may be, too. */
bool name_class_overlaps(const struct alias *a, const struct alias *b);

/* Whether one of the forms is written in another script: people of one country are called so alike.
 */
bool name_class_has_script(const struct alias *alias);

#endif
