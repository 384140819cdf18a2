#ifndef TONLE_PAGE_TIMELINE_H
#define TONLE_PAGE_TIMELINE_H

#include "page/site_inner.h"

#include <stdio.h>

/*
 * Writes timeline.html: the dated facts in chronological order, as SVG and as a list. In the
 * drawing each fact is a bar as long as its time span, with its topic's colour and mark, linked to
 * its statement in the list. The list has the same content for people who cannot see the drawing.
 */
void timeline_write(FILE *out, const struct site *site);

#endif
