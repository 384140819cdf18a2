#ifndef TONLE_PAGE_TIMELINE_H
#define TONLE_PAGE_TIMELINE_H

#include "page/site_inner.h"

#include <stdio.h>

/*
 * timeline.html: the dated facts in order of time, as SVG (a bar for each fact as long as its span
 * of time, linked to its statement below, with the topic's colour and mark), and as a list with the
 * same content for those who cannot see the drawing.
 */
void timeline_write(FILE *out, const struct site *site);

#endif
