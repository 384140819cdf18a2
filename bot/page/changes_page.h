#ifndef TONLE_PAGE_CHANGES_PAGE_H
#define TONLE_PAGE_CHANGES_PAGE_H

#include "page/site_inner.h"

#include <stdio.h>

/* changes.html: the newest 50 changes that people made to facts that are served, by day (UTC), with
 * what the fact says now. Neither who made them nor older texts. */
void changes_page_write(FILE *out, const struct site *site);

#endif
