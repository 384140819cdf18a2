#ifndef TONLE_PAGE_SITE_H
#define TONLE_PAGE_SITE_H

#include "base/error.h"
#include "fact/fact.h"

#include <stdbool.h>

/*
 * The fact base as a site of static pages, to be read without a server: index.html (facts by topic,
 * with citations, quotes and a search box), timeline.html, sources.html (with what rests on each),
 * page.css and page.js. Nothing in them is fetched from elsewhere.
 *
 * Writes them into the directory, which is made if it is not there; each file is replaced whole, at
 * its end. The set's facts are all shown, so give it served ones only. False with the reason, which
 * names the path.
 */
bool site_write(const struct factset *set, const char *directory, struct error *err);

#endif
