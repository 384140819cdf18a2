#ifndef TONLE_PAGE_FACTS_JSON_H
#define TONLE_PAGE_FACTS_JSON_H

#include "page/site_inner.h"

#include <stdio.h>

/*
 * facts.json: {"facts": […], "sources": […]}. A fact has the keys of a fact file (id, topic,
 * topics, says, short, when, about, see (both ways), ask, cite), without its patterns and near
 * misses, in the order of index.html; a source is an item of CSL-JSON.
 */
void facts_json_write(FILE *out, const struct site *site);

#endif
