#ifndef TONLE_TALK_ACTS_FORMS_H
#define TONLE_TALK_ACTS_FORMS_H

#include "talk/acts.h"

/* For each act the PCRE2 pattern of a whole folded line that is one; NULL for acts that the form
 * alone does not tell. */
extern const char *const acts_forms[ACTS];

#endif
