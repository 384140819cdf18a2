#ifndef TONLE_ASK_GLANCE_H
#define TONLE_ASK_GLANCE_H

#include "ask/match.h"

#include <stdbool.h>

/* Cheap checks of unaddressed lines, which reject most of them before the expensive steps. */

/* Whether a folded text is a question, and a pattern matches it or too many patterns might match to
 * try them all. */
bool glance_matches(const struct index *index, const char *folded);

/* Whether a question names something that facts mention and asks about it. False for "what about
 * Hun Sen?", which depends on the conversation before it. */
bool glance_names(const struct parsed_question *parsed);

/* Whether the question is so probably a near miss that, if no pattern matches it, no fact can be
 * the certain answer. */
bool glance_is_hopeless(const struct parsed_question *parsed);

/* Whether ranking, which takes milliseconds, can still make an answer certain enough: of the best
 * fits, with that confidence by the facts' questions alone. matched: a pattern matches. */
bool glance_may_rank(const struct parsed_question *parsed, const struct fit *fits, size_t count,
	float confidence, bool matched);

#endif
