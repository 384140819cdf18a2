#ifndef TONLE_PAGE_SITE_H
#define TONLE_PAGE_SITE_H

#include "base/error.h"
#include "fact/fact.h"

#include <stdbool.h>

/*
 * Writes the fact base as static pages that need no server: index.html (facts by topic, with
 * citations, quotes and a search box), timeline.html, sources.html (with the facts that cite each),
 * page.css and page.js. They load nothing from elsewhere.
 *
 * The directory is created if it does not exist; each file is replaced atomically. All facts of the
 * set are shown, so it should have served ones only. False with the reason, which names the path.
 */
bool site_write(const struct factset *set, const char *directory, struct error *err);

#endif
