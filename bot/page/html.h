#ifndef TONLE_PAGE_HTML_H
#define TONLE_PAGE_HTML_H

#include "fact/fact.h"

#include <stddef.h>
#include <stdio.h>

/*
 * Writes the HTML (html.spec.whatwg.org) that all pages share. The caller checks ferror() at the
 * end.
 */

/* Writes text as content or inside an attribute's double quotes: escapes & < > ". */
void html_text(FILE *out, const char *text);

/* The same for content only: marks Khmer with lang, and isolates right-to-left scripts with bdi. */
void html_prose(FILE *out, const char *text);

/* The start of a page up to its <main>: title, style, navigation. file is the name of the page,
 * which the navigation marks as current. */
void html_begin(FILE *out, const char *file, const char *title, const char *description);

/* The end of a page: the footer, with links to the extra files (NULL: none). */
struct site_extras;
void html_end(FILE *out, const struct site_extras *extras);

/* A topic in words: the first form of the name with that id, or "Peace corps" for "peace-corps". */
void html_topic_name(const struct factset *set, const char *topic, char *out, size_t size);

/* The statement as a link to the fact on that page ("": the same page). */
void html_fact_link(FILE *out, const char *page, const struct fact *fact);

/* The fact's date as <time>; nothing if it has none. */
void html_when(FILE *out, const struct fact *fact);

#endif
