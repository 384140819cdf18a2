#ifndef TONLE_STUDY_GIFT_H
#define TONLE_STUDY_GIFT_H

#include "ask/index.h"
#include "page/site.h"

#include <stdbool.h>
#include <stdio.h>

/*
 * Writes questions for Moodle in GIFT (docs.moodle.org/en/GIFT_format): the quiz questions
 * (maker.h) of the part's facts, with a category for each topic, and the statement and its sources
 * as feedback. Each question is a short-answer question with all accepted spellings. With `choices`
 * it is also a multiple-choice question, if there are enough choices (choices.h); finding them
 * takes milliseconds. The caller checks ferror(out).
 */
void gift_write(FILE *out, const struct index *index, const struct site_part *part, bool choices);

#endif
