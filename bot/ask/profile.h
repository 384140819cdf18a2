#ifndef TONLE_ASK_PROFILE_H
#define TONLE_ASK_PROFILE_H

#include "ask/index.h"

/* Makes the profile of a fact, as one block in the index's arena. Adds new words to the index's
 * lexicon. */
void profile_read(struct index *index, const struct fact *fact, struct profile *out);

#endif
