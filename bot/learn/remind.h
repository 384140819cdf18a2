#ifndef TONLE_LEARN_REMIND_H
#define TONLE_LEARN_REMIND_H

#include "base/timestamp.h"
#include "bot.h"

#include <stdint.h>

enum { REMIND_HOURS = 20 }; /* the least time between two reminders */

/* Sends the reminders that are due. Returns the milliseconds until the next call is due, -1 if the
 * fact base is read-only. */
int64_t remind_tick(struct bot *bot, struct timestamp now);

#endif
