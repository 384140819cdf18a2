#ifndef TONLE_ASK_REASON_H
#define TONLE_ASK_REASON_H

#include "ask/answer.h"
#include "ask/reply.h"

#include <stddef.h>

/* Why it was decided so, for the people. */

/* In one line: what was asked for, what matched and how sure that is; what the fact does not know;
 * which facts were rejected, and why. */
void reason_line(
	const struct index *index, const struct answer *answer, size_t room, struct reply *out);

/* What would be said, why, and the evidence for each of the best facts. */
void reason_try(
	const struct index *index, const struct answer *answer, size_t room, struct reply *out);

/* The whole reasoning as a table, a line at a time: the question's words and their weights, the
 * evidence for the best facts side by side, what each lacks, the decision. */
typedef void reason_said(void *context, const char *line);
void reason_table(
	const struct index *index, const struct answer *answer, reason_said *said, void *context);

#endif
