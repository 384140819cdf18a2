#ifndef TONLE_ASK_TOKEN_ALIGNMENT_H
#define TONLE_ASK_TOKEN_ALIGNMENT_H

#include "ask/embedding.h"

#include <stdbool.h>

/*
 * All tokens of a question compared with all of a statement, by the cosine of their vectors in
 * context. A token of the statement is fresh if no token of the question but the question word
 * matches it: there the answer is.
 */
struct token_alignment {
	float coverage;           /* mean over the statement's tokens of their best match */
	float question, least;    /* mean over the question's tokens, and the one matched worst */
	float asked, asked_fresh; /* best match of the question word; among fresh tokens */
	bool fresh[ENCODER_TOKENS];
};

/* folded: the text that the question's tokens are of. */
void token_alignment_read(const char *folded, const struct encoder_sentence *question,
	const struct embedding *statement, struct token_alignment *out);

/* The highest cosine of a vector with a fresh token of the statement; 0 if none is above. */
float token_alignment_fresh(const struct token_alignment *alignment,
	const struct encoder_vector *vector, const struct embedding *statement);

#endif
