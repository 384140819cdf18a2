#ifndef TONLE_PAGE_SESSION_PAGE_H
#define TONLE_PAGE_SESSION_PAGE_H

#include "page/site_inner.h"

#include <stdio.h>

/* Writes session-….html: the facts of a channel's last study session (site->part), in its order,
 * with links to the session's other files. */
void session_page_write(FILE *out, const struct site *site);

#endif
