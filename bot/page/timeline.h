#ifndef TONLE_PAGE_TIMELINE_H
#define TONLE_PAGE_TIMELINE_H

#include "fact/fact.h"

#include <stdio.h>

/*
 * The dated facts in order of time: as SVG (one mark per fact above its first year, linked to its
 * statement below), and as a list with the same content for those who cannot see the drawing.
 */
void timeline_write(FILE *out, const struct factset *set);

#endif
