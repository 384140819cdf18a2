#ifndef TONLE_STUDY_CHOICES_H
#define TONLE_STUDY_CHOICES_H

#include "study/maker.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Draws the choices for a question by seed: first the right one (of a date, its year), then
 * plausible wrong ones of the same kind, from the facts that have most in common with the
 * question's fact. Countries are mixed with countries, parties with parties, senators with
 * senators. Years are close to the right one, and on the same side of the years in the question;
 * numbers have the same unit and magnitude. The question does not contain any of the wrong choices,
 * and the judge would not accept them. False if there are not enough. Pure.
 */
bool choices_draw(const struct index *index, const struct profile *profile, uint64_t seed,
	const struct item *item, char choices[ITEM_CHOICES][ITEM_ANSWER]);

#endif
