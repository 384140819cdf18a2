#ifndef TONLE_PAGE_SOURCES_PAGE_H
#define TONLE_PAGE_SOURCES_PAGE_H

#include "page/site_inner.h"

#include <stdio.h>

/* Writes sources.html: the documents, most cited first, each with the facts that cite it. */
void sources_page_write(FILE *out, const struct site *site);

#endif
