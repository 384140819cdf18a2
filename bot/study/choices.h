#ifndef TONLE_STUDY_CHOICES_H
#define TONLE_STUDY_CHOICES_H

#include "study/maker.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Draws the choices for a question by seed: the right one first, of a date its year; then near
 * misses of the same kind as the answer, from the facts that have most in common with its fact. A
 * country goes with countries, a party with parties, a senator with senators; years are near the
 * right one and on the same side of those in the question; numbers have the same unit and size. The
 * question names none of them and the judge would take none. False if there are not enough. Pure.
 */
bool choices_draw(const struct index *index, const struct profile *profile, uint64_t seed,
	const struct item *item, char choices[ITEM_CHOICES][ITEM_ANSWER]);

#endif
