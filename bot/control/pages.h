#ifndef TONLE_CONTROL_PAGES_H
#define TONLE_CONTROL_PAGES_H

#include "base/timestamp.h"
#include "bot.h"

/*
 * Keeps the configuration's `page` folder (page/site.h) up to the database: looks for changes every
 * two seconds and writes the pages that differ, in the background. Then it rests ten times as long
 * as that took, at most forty seconds. Once an hour it writes in any case, to update the figures.
 * If the folder cannot be written, logs that and tries again. Call it in every turn. Returns the
 * milliseconds until it wants to be called again, -1 for never.
 */
int64_t pages_tick(struct bot *bot, struct timestamp now);

#endif
