#ifndef TONLE_MODERATE_GUARD_H
#define TONLE_MODERATE_GUARD_H

#include "moderate/edit.h"

/*
 * The guard rails at the moment of adding. Each returns true, or false having told the asker what
 * is wrong; what is only worth knowing goes into the edit's note.
 */
enum { GUARD_QUESTION_MAX = 300, GUARD_PATTERN_MAX = 400, GUARD_PARTS_MAX = 200 };

/* A statement: its size, its text, and whether another fact says the same (refused) or nearly
 * (noted). */
bool guard_statement(struct edit *edit, const char *says);

/* A question for the fact: it has words, is new in it, and no other fact has it or answers it; a
 * near miss is only refused where the fact itself has it. */
bool guard_question(struct edit *edit, enum question_kind kind, const char *text);

/* A pattern: it compiles, matches a question of its own, no other fact's and no chatter, and stays
 * within its limits on lines made to be hard for it. */
bool guard_pattern(struct edit *edit, const char *regex);

/* A citation: its source is known (near ones are named), the paragraph is in its register, the
 * quote is short and stands there where the text is held. Takes the paragraph's mark out of the
 * locator where there is a register, and the number out of citations of sources that have none. */
bool guard_citation(struct edit *edit, struct citation *citation);

/* Notes a question of the fact that another served fact has, too: what comes back may find its
 * place taken. Nothing is refused. */
void guard_clashes(struct edit *edit);

#endif
