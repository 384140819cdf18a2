#ifndef TONLE_PAGE_FACTS_PAGE_H
#define TONLE_PAGE_FACTS_PAGE_H

#include "page/site_inner.h"

#include <stdio.h>

/* Writes index.html: all facts by topic, each with its citations and quotes, questions that it
 * answers, and a reference to copy. */
void facts_page_write(FILE *out, const struct site *site);

/* Writes one fact as an <article>. */
void facts_page_write_one(FILE *out, const struct site *site, const struct fact *fact);

#endif
