#ifndef TONLE_MODERATE_DRAFT_CITATIONS_H
#define TONLE_MODERATE_DRAFT_CITATIONS_H

#include "keep/store_document.h"
#include "moderate/edit.h"

/* Adds citations of the paragraphs of the fact's draft. A sentence made from a list is in several:
 * the introduction of the list, with which it begins, is cited first, then the items. False if a
 * citation is refused; the asker has been told. */
bool draft_citations_add(struct edit *edit, const struct draft *draft);

#endif
