#ifndef TONLE_ASK_VERDICT_H
#define TONLE_ASK_VERDICT_H

#include "ask/match.h"

#include <stdbool.h>

/*
 * Yes or no. A verdict is given only if the question's claim follows from the fact's statement or
 * from a stored question that is answered with yes, or if a stored question that is answered with
 * no follows from it (claim.h). "No" is also given if all but one year, number or name agrees, and
 * the fact has a stored "no" for another one: the fact admits only one. Sure or silent: a wrong
 * verdict costs most.
 */
enum polarity { POLARITY_NONE, POLARITY_YES, POLARITY_NO };

enum { VERDICT_LEAD = 80 };

struct verdict {
	enum polarity polarity;
	/* what is said first, or "": what stands in the place of what was asked, "in 2004"; or the
	 * date of a past that was asked for in the present tense, "in September 2017" */
	char lead[VERDICT_LEAD];
};

/* The verdict of the fact at that position on a question; none on what is no yes/no question. */
void verdict_find(const struct index *index, const struct parsed_question *parsed, int at,
	struct verdict *out);

/* The words before the statement: "", "Yes: ", "No: in 2004. ", "In September 2017: ". */
void verdict_opening(const struct verdict *verdict, char *out, size_t size);

#endif
