#ifndef TONLE_ASK_PROFILE_H
#define TONLE_ASK_PROFILE_H

#include "ask/index.h"

/* Reads a fact into a profile, in one block of the index's arena; new words are added to its
 * lexicon. */
void profile_read(struct index *index, const struct fact *fact, struct profile *out);

#endif
