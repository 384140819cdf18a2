#ifndef TONLE_CONTROL_PAGES_H
#define TONLE_CONTROL_PAGES_H

#include "base/timestamp.h"
#include "bot.h"

/*
 * Keeps the configuration's `page` folder (page/site.h) up to the database: looks for changes every
 * two seconds and writes in the background what differs, then rests ten times as long as that took,
 * forty seconds at most; once an hour it writes anyhow, for the figures. A folder that cannot be
 * written is logged and tried again. Call it in every turn. Returns the milliseconds until it wants
 * to be called again, -1 for never.
 */
int64_t pages_tick(struct bot *bot, struct timestamp now);

#endif
