#ifndef TONLE_TALK_VARY_H
#define TONLE_TALK_VARY_H

#include "talk/resolving.h"

/*
 * Variations of the last question: "and when?", "for what?", "who else?", "and now?", "and in
 * 2018?".
 */

/* Whether a folded text has one of the forms that followup_kind does not recognise. */
bool vary_form(const char *folded);

/* Decides such a question; kind is its followup_kind. There must be a previous question. */
void vary_decide(struct resolving *it, enum followup_kind kind);

#endif
