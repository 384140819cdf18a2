#ifndef TONLE_LEARN_DAILY_H
#define TONLE_LEARN_DAILY_H

#include "base/timestamp.h"
#include "bot.h"

#include <stdint.h>

/* The position of the fact for a day (counted from 1970): if possible, one dated on that day of any
 * year; -1 if there are no facts. *dated: whether it is. Pure. */
int daily_fact(const struct index *index, int64_t day, bool *dated);

/* Says the fact of the day in the configuration's `daily` channel, at its time or within an hour
 * after. Returns the milliseconds until the next call is due, -1 if there is nothing to say. */
int64_t daily_tick(struct bot *bot, struct timestamp now);

#endif
