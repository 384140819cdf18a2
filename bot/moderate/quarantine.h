#ifndef TONLE_MODERATE_QUARANTINE_H
#define TONLE_MODERATE_QUARANTINE_H

#include "verbs/command.h"

/*
 * Patterns that hit a limit in service are not tried any more: kept in the database, so that a
 * restart does not try them again; told in the log channels, and to their authors when they are
 * heard next (tell.h).
 */

/* After a line was answered: whether a pattern ran into a limit on it. */
void quarantine_look(struct bot *bot, struct timestamp now);

#endif
