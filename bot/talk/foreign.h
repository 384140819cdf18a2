#ifndef TONLE_TALK_FOREIGN_H
#define TONLE_TALK_FOREIGN_H

#include "ask/answer.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Lines in another language than the facts. Their words are unknown, so they cannot be answered,
 * but the names in them can be read. A name alone is not such a line.
 */
enum { FOREIGN_NAMES = 3 };

struct foreign {
	int term_ids[FOREIGN_NAMES];
	size_t count;
};

/* Whether the folded line is a sentence in another script or, judging by its function words, in
 * another language in Latin script. Fills in the names that the lexicon knows. */
bool foreign_read(const struct index *index, const char *folded, struct foreign *out);

/* Makes an offer of up to three facts about the names, the most central first; "unknown" if there
 * are none. *out borrows from the index and from folded. */
void foreign_decide(const struct index *index, const struct foreign *foreign, const char *folded,
	struct answer *out);

/* Writes the reply: in which language we answer, the names, and the offer. */
void foreign_reply(const struct index *index, const struct foreign *foreign,
	const struct answer *answer, char *out, size_t size);

#endif
