#ifndef TONLE_ENCODING_H
#define TONLE_ENCODING_H

#include "bot.h"

/* Encoding the texts of facts that have no vectors yet: new and changed ones, and all those that an
 * import did not encode. Until then such a fact is found by its words. */

/* Starts it, if there is an encoder, something to encode, and it is not being done: in the
 * background, a few facts at a time, until all have their vectors; without a background at once,
 * but not if that would take minutes. */
void encoding_start(struct bot *bot);

#endif
