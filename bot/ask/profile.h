#ifndef TONLE_ASK_PROFILE_H
#define TONLE_ASK_PROFILE_H

#include "ask/index.h"

/* Makes the profile of a fact, as one block in the index's arena. Adds new words to the index's
 * lexicon. */
void profile_read(struct index *index, const struct fact *fact, struct profile *out);

/* The place of the fact with that number among profiles sorted by number, or where to insert it. */
size_t profile_place(const struct profile *profiles, size_t count, int64_t number);

/* Whether the fact has the term in its statement, or in a question whose answer is not "no". The
 * second also looks for related terms (lexicon_each_related). Both are false for a negative
 * term_id. */
bool profile_has(const struct profile *profile, int term_id);
bool profile_has_related(const struct profile *profile, const struct lexicon *lexicon, int term_id);

#endif
