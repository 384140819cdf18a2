#ifndef TONLE_LEARN_REMIND_H
#define TONLE_LEARN_REMIND_H

#include "base/timestamp.h"
#include "bot.h"

#include <stdint.h>

enum { REMIND_HOURS = 20 }; /* at least between two notes */

/* Tells those who asked for it that cards are due. Returns the milliseconds until it wants to be
 * called again, -1 if nothing can be written. */
int64_t remind_tick(struct bot *bot, struct timestamp now);

#endif
