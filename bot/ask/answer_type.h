#ifndef TONLE_ASK_ANSWER_TYPE_H
#define TONLE_ASK_ANSWER_TYPE_H

#include "ask/index.h"

/*
 * Whether a statement can contain an answer of the type that a question asks for: "why …" needs a
 * reason, "how many …" a number that counts things, "on which day …" a day. A fact with a stored
 * question of the same type is trusted to answer it.
 */

/* Why the fact cannot answer the folded question, or NULL if it may. hidden: one of its questions
 * that is treated as absent, or NULL. */
const char *answer_type_lacking(
	const struct profile *profile, const struct known *hidden, const char *asked);

#endif
