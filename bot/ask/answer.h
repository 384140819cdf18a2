#ifndef TONLE_ASK_ANSWER_H
#define TONLE_ASK_ANSWER_H

#include "ask/match.h"
#include "ask/ranker.h"
#include "ask/verdict.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Decides how to answer a question. If a fact has the question word for word, that fact is the
 * answer. Otherwise candidates.h proposes facts, match_weigh weighs them, and two thresholds on the
 * confidence turn the best one into an answer, an offer ("did you mean …?") or "I don't know". A
 * fact that does not mention a name or number of the question is rejected, however high the
 * confidence.
 */
enum decision {
	DECISION_SILENT,  /* ambient: not recognised with certainty */
	DECISION_UNKNOWN, /* "I don't know" */
	DECISION_OFFERED, /* up to three facts to choose from */
	DECISION_ANSWERED,
	DECISION_QUOTED /* with a sentence of a document: quoting.h */
};

enum decided_by {
	BY_NOTHING,
	BY_QUESTION,
	BY_PATTERN,
	BY_SEARCH,
	BY_CHOICE,
	BY_FOLLOWUP,
	BY_SEVERAL,
	BY_STATEMENT, /* ranked by statements as well (ranker.h) */
	BY_OVERVIEW   /* facts about a name (overview.h) */
};

enum { ANSWER_FITS = 8, ANSWER_FACTS = 12 };

struct answer {
	const struct index *of; /* the index that the fits refer to; NULL if there are none */
	enum decision decision;
	enum decided_by by;
	const struct fact *fact;      /* the answer; NULL unless answered */
	struct verdict verdict;       /* the answer to a yes/no question */
	bool brief;                   /* the statement was just given: only verdict.lead is said */
	float confidence;             /* probability that the best fit is right */
	struct fit fits[ANSWER_FITS]; /* the best candidates, best first */
	size_t fit_count;
	const struct fact *offers[3]; /* if offered: the likeliest first */
	bool withheld; /* offered: similar to the question, but no answer (swapped.h, wanted.h) */
	size_t offer_count;
	const struct fact *facts[ANSWER_FACTS]; /* that answer together; fact is the first */
	size_t facts_count;                     /* 0 unless several facts answer (several.h) */
	int name;                      /* BY_OVERVIEW: the term; facts has those to give first */
	const char *refused;           /* why the best fit is not the answer, or "" */
	struct parsed_question parsed; /* large, and last, since the rest alone is cleared */
};

/* Decides about a folded text, which must outlive *out; pointers in *out belong to the index.
 * ambient: the line is not addressed to the bot, so only a question that is recognised with
 * certainty is answered, and the decision is otherwise DECISION_SILENT; *out is then set only as
 * far as the decision got. */
void answer_decide(const struct index *index, const char *folded, bool ambient, struct answer *out);

/* Makes an answer of the fact that a person chose from an offer. */
void answer_with(
	const struct index *index, const struct fact *fact, const char *folded, struct answer *out);

/* Like answer_decide, with one known question (for cross-validation) and one pattern treated as
 * absent; either may be NULL. */
void answer_without(const struct index *index, const char *folded, const struct known *hidden,
	const char *pattern, struct answer *out);

/* For fitting the trees: writes the candidates for a text and all evidence of each, in the order of
 * answer_without, but without the shortcuts for questions word for word and patterns. fits and rows
 * have room for RANKER_FITS_MAX. Needs index_embed. Returns the number of candidates. */
size_t answer_evidence(const struct index *index, const char *folded, const struct known *hidden,
	struct fit *fits, float (*rows)[TREES_EVIDENCE]);

/* The largest share of the question's words that the statement of one of the facts to be told or
 * offered has. */
float answer_stated(const struct answer *answer);

/* The confidence needed for an offer or an answer. */
float answer_limit(const struct answer *answer, enum decision decision);

const char *answer_decision_name(enum decision decision); /* "answered" … */
const char *answer_by_name(enum decided_by by);           /* "question", "pattern" … */

#endif
