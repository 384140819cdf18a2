#ifndef TONLE_TALK_ACTS_FORMS_H
#define TONLE_TALK_ACTS_FORMS_H

#include "pattern/pattern_table.h"
#include "talk/acts.h"

/* The forms of whole folded lines: row i means act i + 1, from ACT_DISTRESS to ACT_UNCLEAR. The
 * first that matches counts. */
extern struct pattern_table acts_forms;

#endif
