#ifndef TONLE_STUDY_NAME_CLASS_H
#define TONLE_STUDY_NAME_CLASS_H

#include "fact/fact.h"

#include <stdbool.h>

/* The class of place or organisation that a name denotes, by its words; for choices.c. Pure
 * functions. */

/* The class (a country, a party, an army …) of the first form that shows one; -1 if none does. A
 * name of another class is not a plausible wrong choice. */
int name_class_of(const struct alias *alias);

/* Whether a form of one name contains a form of the other: if the right answer is the United
 * Nations, the United Nations Transitional Authority may be right, too. */
bool name_class_overlaps(const struct alias *a, const struct alias *b);

/* Whether one of the forms is in a non-Latin script, which suggests that people are from the same
 * country. */
bool name_class_has_script(const struct alias *alias);

#endif
