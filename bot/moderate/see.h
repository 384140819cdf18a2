#ifndef TONLE_MODERATE_SEE_H
#define TONLE_MODERATE_SEE_H

#include "base/buf.h"
#include "bot.h"
#include "fact/fact.h"

#include <stdbool.h>

/* Whether the fact's `see` has that id. */
bool see_has(const struct fact *fact, const char *id);

/* Adds " · see: <id>" for each fact that its `see` names. On IRC, leaves out facts that are not
 * served. */
void see_show(const struct bot *bot, struct buf *buf, const struct fact *fact);

/* Adds " · seen from: <id>" for each fact whose `see` names it, unless its own `see` has that
 * id. */
void see_show_from(const struct bot *bot, struct buf *buf, const struct fact *fact);

#endif
