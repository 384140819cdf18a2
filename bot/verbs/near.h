#ifndef TONLE_VERBS_NEAR_H
#define TONLE_VERBS_NEAR_H

#include "people/roles.h"
#include "talk/turn.h"

/*
 * Makes of a line that asks nothing, and is a verb misspelt or called by another word ("hlep",
 * "quiz", "status"), a hint at the verb: sets its act and what is said. Verbs above the role are
 * not named. Anything else stays as it is.
 */
void near_hint(struct turn *turn, enum role role);

#endif
