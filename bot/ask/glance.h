#ifndef TONLE_ASK_GLANCE_H
#define TONLE_ASK_GLANCE_H

#include "ask/index.h"

#include <stdbool.h>

/* A first look at unaddressed talk: most of it is turned away here, in a microsecond. */

/* Whether a folded text is a question and a pattern matches it, or so many may that it is not worth
 * trying them all. */
bool glance_matches(const struct index *index, const char *folded);

/* Whether it names something of the subject, and asks something of it: "what about Hun Sen?" leans
 * on what people were talking about. */
bool glance_names(const struct index *index, const char *folded);

#endif
