#ifndef TONLE_ASK_REASON_H
#define TONLE_ASK_REASON_H

#include "ask/answer.h"
#include "ask/reply.h"

#include <stddef.h>

/* Explains decisions, for `why`, `try` and `ask --explain`. */

/* One line: what was asked for, what matched, the confidence, what the fact does not mention, and
 * which facts were rejected and why. */
void reason_line(
	const struct index *index, const struct answer *answer, size_t room, struct reply *out);

/* The reply, the explanation, and the evidence for each of the best facts. */
void reason_try(
	const struct index *index, const struct answer *answer, size_t room, struct reply *out);

/* All details as a table, printed line by line: the question's words and their weights, the
 * evidence for the best facts in columns, what each fact lacks, the decision. */
typedef void reason_print(void *context, const char *line);
void reason_table(
	const struct index *index, const struct answer *answer, reason_print *print, void *context);

#endif
