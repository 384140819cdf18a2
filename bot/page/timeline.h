#ifndef TONLE_PAGE_TIMELINE_H
#define TONLE_PAGE_TIMELINE_H

#include "fact/fact.h"

#include <stdio.h>

/*
 * The dated facts in order of time: drawn as SVG (one mark a fact above the year it began in, a
 * link to its statement below), and as a list, which says the same to those who do not see the
 * drawing.
 */
void timeline_write(FILE *out, const struct factset *set);

#endif
