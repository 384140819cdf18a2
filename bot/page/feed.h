#ifndef TONLE_PAGE_FEED_H
#define TONLE_PAGE_FEED_H

#include "page/site_inner.h"

#include <stdio.h>

/*
 * Writes feed.xml: the facts that changed last, as Atom (RFC 4287). An entry's id includes the
 * revision, so that each change is an entry of its own. Its text is the present statement.
 */
void feed_write(FILE *out, const struct site *site);

#endif
