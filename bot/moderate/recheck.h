#ifndef TONLE_MODERATE_RECHECK_H
#define TONLE_MODERATE_RECHECK_H

#include "bot.h"

/*
 * When facts have changed, the open questions of the backlog are judged again, one a call so that
 * the loop is not held up. A question that a fact answers now is closed, those who wait for it are
 * told, and so are the log channels. Returns the milliseconds until it wants to be called again; -1
 * when nothing is left to judge.
 */
int64_t recheck_tick(struct bot *bot, struct timestamp now);

#endif
