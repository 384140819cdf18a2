#ifndef TONLE_VERBS_QUARANTINE_H
#define TONLE_VERBS_QUARANTINE_H

#include "bot.h"

/*
 * Patterns that hit a limit while answering are disabled. They are recorded in the database, so
 * that they stay disabled after a restart, and reported in the log channels and to their authors
 * (tell.h).
 */

/* Call after answering a line: handles the patterns that have hit a limit on it. */
void quarantine_check(struct bot *bot, struct timestamp now);

#endif
