#ifndef TONLE_ENCODING_H
#define TONLE_ENCODING_H

#include "bot.h"

/* Encodes the texts of facts without vectors: new and changed facts, and those that an import did
 * not encode. Until it has vectors, a fact is found only by its words. */

/* Starts encoding, if there is an encoder, there is something to encode, and it is not running yet.
 * Runs in the background, a few facts at a time, until all facts have vectors. Without a background
 * it encodes at once, unless that would take minutes. */
void encoding_start(struct bot *bot);

#endif
