#ifndef TONLE_DEMO_COPY_H
#define TONLE_DEMO_COPY_H

#include "base/error.h"

#include <stdbool.h>

/* The demo works with a copy of the fact base, so that nothing of it is kept and no quiz goes on
 * the next time. */

/* Copies the database, which may be in use. */
bool copy_database(const char *from, const char *to, struct error *err);

/* Gives the hostmask the role moderator on that network, or takes it. The bot that serves the
 * database notices at the next line. */
bool copy_moderate(const char *database, const char *network, const char *mask, bool on);

/* Removes the files of a directory, given as a descriptor; not its directories. */
void copy_remove_files(int directory);

#endif
