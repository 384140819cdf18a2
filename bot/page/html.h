#ifndef TONLE_PAGE_HTML_H
#define TONLE_PAGE_HTML_H

#include "fact/fact.h"

#include <stdio.h>

/*
 * Pieces of HTML (html.spec.whatwg.org) that all pages share. They write to a stream; whoever
 * opened it looks at its error flag at the end.
 */

/* Text as content or as the value of an attribute in double quotes: & < > " are escaped. */
void html_text(FILE *out, const char *text);

/* The first part of a page up to its <main>: title, style, navigation. file is the page's own name,
 * which the navigation marks. */
void html_begin(FILE *out, const char *file, const char *title, const char *description);
void html_end(FILE *out);

/* "hun-sen" for people: the first form of the name of that id, else "Peace corps" from
 * "peace-corps".
 */
void html_topic(FILE *out, const struct factset *set, const char *topic);

/* When a fact's matter happened, as <time>; nothing if it has no date. */
void html_when(FILE *out, const struct fact *fact);

#endif
