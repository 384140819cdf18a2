#ifndef TONLE_MODERATE_RECHECK_H
#define TONLE_MODERATE_RECHECK_H

#include "bot.h"

/*
 * When facts have changed, decides the open questions of the backlog again, one a call so as not to
 * block the loop. Closes a question that a fact answers now, and tells its subscribers and the log
 * channels. Returns the milliseconds until it wants to be called again; -1 if no question is left.
 */
int64_t recheck_tick(struct bot *bot, struct timestamp now);

#endif
