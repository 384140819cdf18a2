#ifndef TONLE_ASK_GLANCE_H
#define TONLE_ASK_GLANCE_H

#include "ask/match.h"

#include <stdbool.h>

/* A cheap first check of unaddressed lines, which rejects most of them within a microsecond. */

/* Whether a folded text is a question, and a pattern matches it or too many patterns might match to
 * try them all. */
bool glance_matches(const struct index *index, const char *folded);

/* Whether a question names something that facts mention and asks about it. False for "what about
 * Hun Sen?", which depends on the conversation before it. */
bool glance_names(const struct parsed_question *parsed);

#endif
