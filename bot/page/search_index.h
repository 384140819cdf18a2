#ifndef TONLE_PAGE_SEARCH_INDEX_H
#define TONLE_PAGE_SEARCH_INDEX_H

#include "page/site_inner.h"

#include <stdio.h>

/*
 * search.js: what page.js searches the facts with, made with the bot's own lexicon, so that names,
 * synonyms and related words are the same. It sets `searchIndex`, in JSON:
 *
 *	facts   ids, in the order of index.html
 *	terms   [weight, [related terms …], [fact * 8 + strength …]] each; a strength of 4 to 7 is a
 *	        term of the statement, 1 to 3 of questions only, more if many questions have it
 *	words   from folded words and names (words joined by a space) to numbers of terms
 *	skip    words that are not searched for
 *
 * A script and no .json, because browsers do not let a page read that from a file.
 */
void search_index_write(FILE *out, const struct site *site);

#endif
