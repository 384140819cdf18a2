#ifndef TONLE_MODERATE_DRAFT_CITATIONS_H
#define TONLE_MODERATE_DRAFT_CITATIONS_H

#include "keep/store_document.h"
#include "moderate/edit.h"

/* Cites for the fact the paragraph that its draft is from. The sentence of a list stands in none:
 * what leads into the list, with which it begins, is cited before the first item, and the further
 * items behind it. False if a citation is refused; the asker has been told. */
bool draft_citations_add(struct edit *edit, const struct draft *draft);

#endif
