#ifndef TONLE_ASK_VERDICT_H
#define TONLE_ASK_VERDICT_H

#include "ask/match.h"

#include <stdbool.h>

/*
 * Yes or no. The verdict is "yes" if the question's claim (claim.h) follows from the fact's
 * statement or from a stored question that is answered with yes. It is "no" if the question's claim
 * entails that of a stored question that is answered with no. It is also "no" if all but one year,
 * number or name agrees, and the fact has a stored "no" with yet another one in its place, which
 * shows that only one is right. Otherwise there is no verdict: a wrong one is the worst error.
 */
enum polarity { POLARITY_NONE, POLARITY_YES, POLARITY_NO };

enum { VERDICT_LEAD = 80 };

struct verdict {
	enum polarity polarity;
	/* said first, or "": the right value instead of the one asked about ("in 2004"), or the
	 * date of a past fact asked about in the present tense ("in September 2017") */
	char lead[VERDICT_LEAD];
};

/* The verdict of the fact at that position on a question; none if it is not a yes/no question. */
void verdict_find(const struct index *index, const struct parsed_question *parsed, int at,
	struct verdict *out);

/* Writes the words before the statement: "", "Yes: ", "No: in 2004. ", "In September 2017: ". */
void verdict_opening(const struct verdict *verdict, char *out, size_t size);

#endif
