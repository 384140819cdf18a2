#ifndef TONLE_PAGE_SEARCH_INDEX_H
#define TONLE_PAGE_SEARCH_INDEX_H

#include "page/site_inner.h"

#include <stdio.h>

/*
 * Writes search.js: the index with which page.js searches the facts. It is made with the bot's own
 * lexicon, so that names, synonyms and related words are the same. It sets `searchIndex`, in JSON:
 *
 *	facts   ids, in the order of index.html
 *	terms   for each: [weight, [related terms …], [fact * 8 + strength …]]; strength 4 to 7 is a
 *	        term of the statement, 1 to 3 of questions only, higher if more questions have it
 *	words   maps folded words and names (words joined by a space) to numbers of terms
 *	skip    words that are not searched for
 *
 * It is a script rather than .json, because browsers do not let a page read JSON from a local file.
 */
void search_index_write(FILE *out, const struct site *site);

#endif
