#ifndef TONLE_TALK_FOREIGN_H
#define TONLE_TALK_FOREIGN_H

#include "ask/answer.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Lines in another language than the facts': they cannot be weighed, for their words are unknown
 * here, but the names in them can be read. A name alone is no such line.
 */
enum { FOREIGN_NAMES = 3 };

struct foreign {
	int term_ids[FOREIGN_NAMES];
	size_t count;
};

/* Whether the folded line is a sentence in another script or, by its function words, in another
 * language of Latin script. Fills in the names that the lexicon knows. */
bool foreign_read(const struct index *index, const char *folded, struct foreign *out);

/* Makes an offer of up to three facts about the names, the most central first; "unknown" if there
 * are none. What *out points to belongs to the index; folded must outlive it. */
void foreign_decide(const struct index *index, const struct foreign *foreign, const char *folded,
	struct answer *out);

/* The line that says so: the language that is answered in, the names, the offer. */
void foreign_reply(const struct index *index, const struct foreign *foreign,
	const struct answer *answer, char *out, size_t size);

#endif
