#ifndef TONLE_PAGE_FEED_H
#define TONLE_PAGE_FEED_H

#include "page/site_inner.h"

#include <stdio.h>

/*
 * feed.xml: the facts that changed last, as Atom (RFC 4287). An entry's id is made from its
 * revision, so that each change is an entry of its own; it has the statement as it is now.
 */
void feed_write(FILE *out, const struct site *site);

#endif
