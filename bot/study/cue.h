#ifndef TONLE_STUDY_CUE_H
#define TONLE_STUDY_CUE_H

#include <stdbool.h>

/* What the wording of a statement or question shows; for maker.c. Pure. */
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

/* Whether the text, folded, has the cue. */
bool cue_in(enum cue cue, const char *text);

/* The same for what stands around a gap, where the blanks at the text's ends matter: in lower case
 * only. */
bool cue_at_edge(enum cue cue, const char *text);

#endif
