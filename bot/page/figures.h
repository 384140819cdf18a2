#ifndef TONLE_PAGE_FIGURES_H
#define TONLE_PAGE_FIGURES_H

#include "page/site_inner.h"

#include <stdio.h>

/*
 * Writes figures.html, for moderators and lecturers: questions per week and how many were answered,
 * as SVG and as a table; the facts asked for most; the topics of unanswered questions, and since
 * when they have been waiting. It shows only counts: no question as it was asked, and no names.
 */
void figures_write(FILE *out, const struct site *site);

#endif
