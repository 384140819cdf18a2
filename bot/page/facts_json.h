#ifndef TONLE_PAGE_FACTS_JSON_H
#define TONLE_PAGE_FACTS_JSON_H

#include "page/site_inner.h"

#include <stdio.h>

/*
 * Writes facts.json: {"facts": […], "sources": […]}. A fact has the keys of a fact file (id, topic,
 * topics, says, short, when, about, see (both ways), ask, cite), without patterns and near misses.
 * The facts are in the order of index.html. A source is a CSL-JSON item.
 */
void facts_json_write(FILE *out, const struct site *site);

#endif
