#ifndef TONLE_STUDY_CUE_H
#define TONLE_STUDY_CUE_H

#include <stdbool.h>

/* Cues in the wording of a statement or question, for maker.c. The patterns are in cue.c. Pure
 * functions. */
enum cue {
	CUE_DISPUTED,
	CUE_OF_PERSON,
	CUE_OF_DATE,
	CUE_OF_PLACE,
	CUE_OF_NUMBER,
	CUE_OF_MANY,
	CUE_ADJECTIVE,
	CUE_WHO_IS_NAME,
	CUE_OF_DOCUMENT,
	CUE_VAGUE_BEFORE,
	CUE_RANGE_BEFORE,
	CUE_NOUN_BEFORE,
	CUE_SOURCE_BEFORE,
	CUE_SOURCE_AFTER,
	CUE_PART_AFTER,
	CUES
};

/* Whether the text has the cue. Folds the text first. */
bool cue_in(enum cue cue, const char *text);

/* The same for the text before or after a gap, where blanks at the ends matter: only lower-cases
 * the text. */
bool cue_at_edge(enum cue cue, const char *text);

#endif
