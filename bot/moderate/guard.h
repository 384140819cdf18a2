#ifndef TONLE_MODERATE_GUARD_H
#define TONLE_MODERATE_GUARD_H

#include "moderate/edit.h"

/*
 * Checks before something is saved. Each returns true, or false after telling the asker what is
 * wrong. Mere remarks go into the edit's note.
 */
enum { GUARD_QUESTION_MAX = 300, GUARD_PATTERN_MAX = 400, GUARD_PARTS_MAX = 200 };

/* Checks a statement: its size and characters. Refuses it if another fact has the same statement;
 * notes a fact with a similar one. */
bool guard_statement(struct edit *edit, const char *says);

/* Checks a question for the fact: it has words, and neither the fact nor another one has it. Only
 * notes another fact that answers it today. Refuses a near miss only if the fact itself has it. */
bool guard_question(struct edit *edit, enum question_kind kind, const char *text);

/* Whether the question shares a word with the fact's statement or another of its questions. Refuses
 * it otherwise: "lunch anyone?". */
bool guard_relation(struct edit *edit, const char *text);

/* Whether guard_question would accept it; tells nobody. */
bool guard_would_take(struct edit *edit, enum question_kind kind, const char *text);

/* Checks a pattern: it compiles, matches no question of another fact (unless the asker insists) and
 * no chatter, and stays within its limits on lines designed to be expensive for it. Notes how many
 * of the fact's questions it decides, and that it requires no word. */
bool guard_pattern(struct edit *edit, const char *regex);

/* Checks a citation: its source is known (else names similar ones), the paragraph is in the
 * register, and the quote is short and occurs in the paragraph, if its text is stored. Takes the
 * paragraph mark out of the locator if the source has a register, and drops the number if it has
 * none. Notes if a citation cannot be checked because the source's text is not stored. */
bool guard_citation(struct edit *edit, struct citation *citation);

/* Whether the fact's citations support its statement (support.h): its numbers and names are in a
 * quote or a cited paragraph. Only notes a failure if the asker insists or the fact was served like
 * that before. */
bool guard_support(struct edit *edit);

/* The same for the years of a new date. */
bool guard_date(struct edit *edit, const char *when);

/* Notes a question of the fact that another served fact has too, which can happen when a fact is
 * brought back. Refuses nothing. */
void guard_clashes(struct edit *edit);

#endif
