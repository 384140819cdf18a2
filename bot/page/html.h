#ifndef TONLE_PAGE_HTML_H
#define TONLE_PAGE_HTML_H

#include "fact/fact.h"

#include <stddef.h>
#include <stdio.h>

/*
 * HTML (html.spec.whatwg.org) that all pages share, written to a stream. The caller checks ferror()
 * at the end.
 */

/* Text, as content or in an attribute's double quotes: & < > " are escaped. */
void html_text(FILE *out, const char *text);

/* The same as content only: Khmer is marked as such (lang), and scripts that are written from right
 * to left are kept apart (bdi). */
void html_prose(FILE *out, const char *text);

/* The start of a page up to its <main>: title, style, navigation. file is the page's own name,
 * which the navigation marks as current. */
void html_begin(FILE *out, const char *file, const char *title, const char *description);

/* The rest of it: the footer, with links to files that others added (NULL: none). */
struct site_extras;
void html_end(FILE *out, const struct site_extras *extras);

/* A topic in words: the first form of the name of that id, or "Peace corps" for "peace-corps". */
void html_topic_name(const struct factset *set, const char *topic, char *out, size_t size);

/* The statement as a link to the fact, which is on that page; "": on this one. */
void html_fact_link(FILE *out, const char *page, const struct fact *fact);

/* The fact's date as <time>; nothing if it has none. */
void html_when(FILE *out, const struct fact *fact);

#endif
