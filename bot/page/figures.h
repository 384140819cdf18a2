#ifndef TONLE_PAGE_FIGURES_H
#define TONLE_PAGE_FIGURES_H

#include "page/site_inner.h"

#include <stdio.h>

/*
 * figures.html, for moderators and lecturers: questions a week and what came of them, as SVG and as
 * a table; the facts asked for most; the topics of questions that wait for an answer, and since
 * when they wait. Counts only: no question as it was asked, and nobody's name.
 */
void figures_write(FILE *out, const struct site *site);

#endif
