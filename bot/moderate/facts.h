#ifndef TONLE_MODERATE_FACTS_H
#define TONLE_MODERATE_FACTS_H

#include "base/buf.h"
#include "moderate/edit.h"

#include <stdbool.h>

/*
 * Makes a new fact from the words after `add`, with all checks; also for `approve` and `asked`. The
 * edit must come from edit_begin_new; the fact is saved with the reason. question: one more
 * question that it answers, or NULL. False if nothing was saved; the asker has been told why.
 */
bool facts_add(struct edit *edit, const char *text, const char *question, const char *reason);

/* Adds the parsed citations and questions, and checks each. False if one is refused; the asker has
 * been told why. */
struct parsed_add;
bool facts_add_parts(struct edit *edit, const struct parsed_add *add);

/* Adds a citation as moderators write it: `<source> ¶n <locator> "quote" for <what>`. */
void facts_show_citation(struct buf *buf, const struct citation *citation);

/* The same in the arena. */
const char *facts_citation_text(struct arena *arena, const struct citation *citation);

/* Sets an id made from the sentence that no fact, forgotten or not, and no verb has. */
bool facts_propose_id(struct edit *edit, const char *sentence);

/* Adds questions, one a line, to the new fact, at most `most`; skips those that it or another fact
 * has. Returns how many were added. */
size_t facts_add_free_questions(
	struct edit *edit, enum question_kind kind, const char *lines, size_t most);

#endif
