#ifndef TONLE_MODERATE_FACTS_H
#define TONLE_MODERATE_FACTS_H

#include "base/buf.h"
#include "moderate/edit.h"

#include <stdbool.h>

/*
 * Makes a new fact from the words after `add`, with the same checks, for `approve` and `asked` too.
 * The edit was begun with edit_begin_new; the fact is saved with the reason. question: one more
 * that it answers, or NULL. False: nothing is saved, and the asker has been told why.
 */
bool facts_add(struct edit *edit, const char *text, const char *question, const char *reason);

/* Adds the citations and questions of what was parsed, with the checks of each. False: the asker
 * has been told why not. */
struct parsed_add;
bool facts_add_parts(struct edit *edit, const struct parsed_add *add);

/* Adds a citation as its moderators write it: `<source> ¶n <locator> "quote" for <what>`. */
void facts_show_citation(struct buf *buf, const struct citation *citation);

/* The same in the arena. */
const char *facts_citation_text(struct arena *arena, const struct citation *citation);

/* Sets an id made of the sentence that no fact, forgotten or not, and no verb has. */
bool facts_propose_id(struct edit *edit, const char *sentence);

/* Adds questions, one a line, to the new fact: those that it has not and no other fact has; at most
 * `most`. Returns how many were added. */
size_t facts_add_free_questions(
	struct edit *edit, enum question_kind kind, const char *lines, size_t most);

#endif
