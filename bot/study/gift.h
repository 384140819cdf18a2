#ifndef TONLE_STUDY_GIFT_H
#define TONLE_STUDY_GIFT_H

#include "ask/index.h"
#include "page/site.h"

#include <stdbool.h>
#include <stdio.h>

/*
 * Writes questions for Moodle in GIFT (docs.moodle.org/en/GIFT_format): those that the quiz makes
 * (maker.h) of the part's facts, a category a topic, with the statement and its sources as
 * feedback. Each is a short answer, with the other ways to write the right one; and if choices are
 * wanted and there are enough (choices.h), which takes milliseconds, a multiple choice too. The
 * caller checks ferror(out).
 */
void gift_write(FILE *out, const struct index *index, const struct site_part *part, bool choices);

#endif
