#ifndef TONLE_PAGE_CHANGES_PAGE_H
#define TONLE_PAGE_CHANGES_PAGE_H

#include "page/site_inner.h"

#include <stdio.h>

/* Writes changes.html: the last 50 changes that people made to served facts, by day (UTC), with the
 * present statement of the fact. It shows neither authors nor older statements. */
void changes_page_write(FILE *out, const struct site *site);

#endif
