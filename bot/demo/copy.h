#ifndef TONLE_DEMO_COPY_H
#define TONLE_DEMO_COPY_H

#include "base/error.h"

#include <stdbool.h>

/* The demo works with a copy of the fact base, so that it keeps nothing and no quiz continues the
 * next time. */

/* Copies the database, which may be in use. */
bool copy_database(const char *from, const char *to, struct error *err);

/* Grants the hostmask the role moderator on that network, or revokes it. The bot that serves the
 * database notices at the next line. */
bool copy_moderate(const char *database, const char *network, const char *mask, bool on);

/* Deletes the files in a directory, given as a descriptor, but not its subdirectories. */
void copy_remove_files(int directory);

#endif
