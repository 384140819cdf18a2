#ifndef TONLE_ASK_ANSWER_H
#define TONLE_ASK_ANSWER_H

#include "ask/match.h"
#include "ask/ranker.h"
#include "ask/verdict.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The decision: what, if anything, is said to a question. A question that a fact has word for word
 * is answered with it. For others the index proposes candidates (match_candidates), match_weigh
 * weighs them, and two thresholds on the confidence turn the best one into an answer, an offer
 * ("did you mean …?") or "I don't know". A name or number that the fact does not know decides
 * against it whatever the confidence.
 */
enum decision {
	DECISION_SILENT,  /* ambient: not for us */
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
	BY_STATEMENT, /* ranked by statements too (ranker.h) */
	BY_OVERVIEW   /* facts about a name (overview.h) */
};

enum { ANSWER_FITS = 8, ANSWER_FACTS = 12 };

struct answer {
	const struct index *of; /* that the fits refer to; NULL if there are none */
	enum decision decision;
	enum decided_by by;
	const struct fact *fact;      /* the answer; NULL unless answered */
	struct verdict verdict;       /* how a yes/no question is answered */
	bool brief;                   /* the statement was just told: verdict.lead alone is said */
	float confidence;             /* 0 … 1 that the best fit is right */
	struct fit fits[ANSWER_FITS]; /* the best candidates, best first */
	size_t fit_count;
	struct parsed_question parsed;
	const struct fact *offers[3]; /* when offered: the likeliest first */
	bool withheld; /* offered: it is near the question, but no answer (swapped.h, wanted.h) */
	size_t offer_count;
	const struct fact *facts[ANSWER_FACTS]; /* that answer together; fact is the first */
	size_t facts_count;                     /* 0 unless several answer (several.h) */
	int name;            /* BY_OVERVIEW: the term; facts are those told first */
	const char *refused; /* why the best fit is not the answer, or "" */
};

/* Decides about a folded text, which must outlive *out; what that points to belongs to the index.
 * ambient: nobody addressed us, so only a question that a curated pattern recognises with certainty
 * is answered, and everything else is met with silence; then *out is set only as far as it is
 * decided. */
void answer_decide(const struct index *index, const char *folded, bool ambient, struct answer *out);

/* The fact that the person chose from an offer, as an answer. */
void answer_with(
	const struct index *index, const struct fact *fact, const char *folded, struct answer *out);

/* As answer_decide, with one known question treated as absent (cross-validation), and a pattern of
 * a fact; either may be NULL. */
void answer_without(const struct index *index, const char *folded, const struct known *hidden,
	const char *pattern, struct answer *out);

/* For fitting the trees: the candidates for a text and all evidence of each, as answer_without
 * would rank them, whatever a question word for word or a pattern decides. fits and rows have room
 * for RANKER_FITS_MAX. Needs index_embed. Returns the number of candidates. */
size_t answer_evidence(const struct index *index, const char *folded, const struct known *hidden,
	struct fit *fits, float (*rows)[TREES_EVIDENCE]);

/* The confidence from which facts are offered or answered with. */
float answer_limit(const struct answer *answer, enum decision decision);

const char *answer_decision_name(enum decision decision); /* "answered" … */
const char *answer_by_name(enum decided_by by);           /* "question", "pattern" … */

#endif
