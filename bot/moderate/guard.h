#ifndef TONLE_MODERATE_GUARD_H
#define TONLE_MODERATE_GUARD_H

#include "moderate/edit.h"

/*
 * Checks before something is saved. Each returns true, or false after telling the asker what is
 * wrong; anything merely worth knowing goes into the edit's note.
 */
enum { GUARD_QUESTION_MAX = 300, GUARD_PATTERN_MAX = 400, GUARD_PARTS_MAX = 200 };

/* A statement: its size and characters; another fact with the same statement refuses it, one with a
 * similar statement is noted. */
bool guard_statement(struct edit *edit, const char *says);

/* A question for the fact: it has words, is not in the fact yet, and no other fact has it. Another
 * fact that answers it today is only noted. A near miss is only refused if the fact itself has it.
 */
bool guard_question(struct edit *edit, enum question_kind kind, const char *text);

/* Whether the question has a word of the fact, of its statement or another question; else it is
 * refused: "lunch anyone?". */
bool guard_relation(struct edit *edit, const char *text);

/* Whether guard_question would take it; nobody is told. */
bool guard_would_take(struct edit *edit, enum question_kind kind, const char *text);

/* A pattern: it compiles, matches no question of another fact (unless the asker insists) and no
 * chatter, and stays within its limits on lines made to be expensive for it. Notes how many of the
 * fact's questions it decides, and that it requires no word. */
bool guard_pattern(struct edit *edit, const char *regex);

/* A citation: its source is known (similar ones are named), the paragraph is in its register, and
 * the quote is short and occurs in the paragraph where the text is held. Takes the paragraph mark
 * out of the locator if the source has a register, and drops the number if it has none. Notes that
 * a citation cannot be checked because the source's text is not held. */
bool guard_citation(struct edit *edit, struct citation *citation);

/* Whether the fact's citations bear its statement (bearing.h): its numbers and names stand in a
 * quote or a cited paragraph. Only noted if the asker insists, or if the fact was served like that
 * before. */
bool guard_bearing(struct edit *edit);

/* The same for the years of a new date. */
bool guard_date(struct edit *edit, const char *when);

/* Notes a question of the fact that another served fact has too: a fact that is brought back may
 * find its place taken. Refuses nothing. */
void guard_clashes(struct edit *edit);

#endif
