#ifndef TONLE_TALK_TURN_H
#define TONLE_TALK_TURN_H

#include "ask/answer.h"
#include "ask/reply.h"
#include "talk/acts.h"
#include "talk/followup.h"
#include "talk/foreign.h"
#include "talk/reference.h"
#include "talk/request.h"
#include "talk/split.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The decision about a line addressed to us: a dialogue act that asks nothing, a line in another
 * language, a question with an unclear reference, or one to three questions with their answers. The
 * same for IRC and the command line.
 */
enum { TURN_LINES = 3 }; /* the most lines sent at once, if several facts answer */

enum turn_kind {
	TURN_QUESTION,
	TURN_NO_QUESTION,
	TURN_FOREIGN,
	TURN_MISSPELT, /* a name in it is: an offer (near_name.h) */
	TURN_UNCLEAR
};

struct turn {
	enum turn_kind kind;
	enum act act;                       /* of TURN_NO_QUESTION */
	char said[2 * REPLY_LINE];          /* the reply, unless TURN_QUESTION; may be "" */
	struct answer answers[SPLIT_PARTS]; /* one for each question; for the other kinds, one */
	size_t count;                       /* of them, at least 1 */
	size_t asked; /* questions in the line; those beyond SPLIT_PARTS are ignored */
	char texts[SPLIT_PARTS]
		  [REQUEST_TEXT]; /* the questions, not folded; "" for the line itself */
	char folded[SPLIT_PARTS][REQUEST_TEXT], full[SPLIT_PARTS][FOLLOWUP_TEXT]; /* borrowed */
};

/* Decides about a line. before: the earlier lines, or NULL. ambient: as for answer_decide. The
 * answers borrow from *out and from the index. */
void turn_decide(const struct index *index, const struct request *request,
	const struct reference_before *before, bool ambient, struct turn *out);

/* Makes the answer that a person picked from an offer. */
void turn_pick(
	const struct index *index, const struct fact *fact, const char *folded, struct turn *out);

/* Decides to say nothing, for that reason (for `why` and --explain). */
void turn_silent(struct turn *out, const char *why);

/* Writes the reply, in lines of at most room bytes; for several questions, first a line for
 * each. */
void turn_reply(const struct index *index, const struct turn *turn, size_t room, struct reply *out);

/* How many lines of the reply are sent at once; the rest are for `more`. */
size_t turn_lines(const struct turn *turn);

/* The answer that counts for what comes after: the last one with a fact, else the first. */
const struct answer *turn_answer(const struct turn *turn);

/* Whether the reply tells a fact or a quotation. */
bool turn_tells(const struct turn *turn);

/* "answered", "offered", "unknown", "silent", "no_question", "unclear". */
const char *turn_decision_name(const struct turn *turn);

#endif
