#ifndef TONLE_ASK_READING_H
#define TONLE_ASK_READING_H

#include "ask/contrast.h"
#include "ask/fact_vectors.h"
#include "ask/match.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Reading: evidence from a fact's statement itself, which exists even if nobody has written
 * questions for the fact. The cosine of the sentence vectors measures how similar question and
 * statement are in meaning. Each content word of the question is aligned with the statement, by
 * term and by the vectors of its tokens. The kind of thing asked for is compared with what the
 * statement contains.
 *
 * The alignment is the weighted mean of how well the question's terms are matched; the weights are
 * inverse document frequencies. By term, a match is 1 if the statement uses the term, and
 * LEXICON_RELATED if it uses a related one. By context, it is the highest cosine of the term's
 * tokens with a token of the statement.
 */
enum reading_evidence {
	READ_COS,      /* cosine of question and statement */
	READ_COS_LEAD, /* … minus that of the best other candidate */
	READ_COS_Z,    /* … in standard deviations above the mean of all facts */
	READ_QCOS,     /* cosine with the nearest of the fact's questions */
	READ_QCOS_LEAD,
	READ_MISS_COS,  /* cosine with the nearest of its near misses */
	READ_MISS_OVER, /* … minus BEST_COS */
	READ_BEST_COS,  /* the higher of COS and QCOS */
	READ_BEST_COS_LEAD,
	READ_BEST_COS_RANK, /* 1 / rank among the candidates */
	READ_ALIGN,         /* alignment by context */
	READ_ALIGN_LEAD,
	READ_ALIGN_WORST, /* the worst match, the second worst */
	READ_ALIGN_WORST2,
	READ_ALIGN_LOST, /* highest weight * (1 - match), relative to the highest possible weight */
	READ_BOTH,       /* by term, else by context */
	READ_BOTH_LEAD,
	READ_BOTH_WORST,
	READ_BOTH_WORST2,
	READ_BOTH_WORST3,
	READ_BOTH_LOST,
	READ_BOTH_LOST_SUM,
	READ_TERM, /* by term */
	READ_TERM_LEAD,
	READ_TERM_LOST,
	READ_BM25, /* Okapi BM25 of the statement, by term */
	READ_BM25_LEAD,
	READ_NUMBER_LACKS, /* numbers of the question that the statement lacks */
	READ_NAME_LACKS,
	READ_UNKNOWN_LACKS, /* words that no fact uses */
	READ_WORDS,         /* content words of the question */
	READ_LENGTH,        /* words of the statement */
	READ_COVERAGE,      /* mean over the statement's tokens of their best match */
	READ_KIND_WHO,      /* the type of the question: one of these is 1 */
	READ_KIND_WHEN,
	READ_KIND_WHERE,
	READ_KIND_COUNT,
	READ_KIND_WHY,
	READ_KIND_HOW,
	READ_KIND_YES_NO,
	READ_KIND_WHAT,
	READ_KIND_ANY,
	READ_SUPPLIES, /* the statement has a thing of the kind asked for, not in the question */
	READ_HOLDS_NUMBER,
	READ_HOLDS_YEAR,
	READ_NAMES, /* names in the statement; those that the question does not have */
	READ_NEW_NAMES,
	READ_QUESTIONS,  /* ln(1 + number of the fact's questions) */
	READ_FOCUS,      /* alignment of the thing asked for */
	READ_LAST,       /* how well the last content word is matched */
	READ_PLACE_COS,  /* highest cosine of another candidate that cites the same paragraph */
	READ_PLACE_TERM, /* alignment by term with all candidates that cite it, together */
	READ_ORDER,      /* share of the pairs of aligned terms that are in the same order */
	READ_NEGATION,   /* either the question or the statement is negated, but not both */
	READ_RIVAL, /* how much better others match a term: the most, and the sum, as BOTH_LOST */
	READ_RIVAL_SUM,
	READ_TOKENS, /* mean over the question's tokens of their best match in the statement */
	READ_TOKENS_LEAD,
	READ_TOKENS_LEAST, /* the token matched worst */
	READ_ASKED,        /* best match of the question word */
	READ_ASKED_FRESH,  /* … among tokens that nothing else of the question matches */
	READ_ASKED_LEAD,
	READ_FOCUS_FRESH, /* best match of the thing asked for, among those */
	READ_OPPOSITE,    /* words of the question whose opposite the statement has (contrast.h) */
	/* Only for plain text (index_is_text), and 0 otherwise. The same as BOTH, BOTH_LOST,
	 * BOTH_LOST_SUM, BOTH_WORST and the like by term, with the sentence before it … */
	READ_PREVIOUS_BOTH,
	READ_PREVIOUS_BOTH_LOST,
	READ_PREVIOUS_BOTH_LOST_SUM,
	READ_PREVIOUS_BOTH_WORST,
	READ_PREVIOUS_TERM,
	READ_PREVIOUS_TERM_LOST,
	READ_PREVIOUS_TERM_LOST_SUM,
	READ_PREVIOUS_TERM_WORST,
	READ_PARAGRAPH_BOTH, /* … with its paragraph */
	READ_PARAGRAPH_BOTH_LOST,
	READ_PARAGRAPH_BOTH_LOST_SUM,
	READ_PARAGRAPH_BOTH_WORST,
	READ_PARAGRAPH_TERM,
	READ_PARAGRAPH_TERM_LOST,
	READ_PARAGRAPH_TERM_LOST_SUM,
	READ_PARAGRAPH_TERM_WORST,
	READ_ANY_BOTH, /* … with all candidates */
	READ_ANY_BOTH_LOST,
	READ_ANY_BOTH_LOST_SUM,
	READ_ANY_BOTH_WORST,
	READ_ANY_TERM,
	READ_ANY_TERM_LOST,
	READ_ANY_TERM_LOST_SUM,
	READ_ANY_TERM_WORST,
	READ_PREVIOUS_COS, /* cosine with the sentence before it, and after it */
	READ_NEXT_COS,
	READ_PARAGRAPH_COS,      /* the highest with another sentence of its paragraph */
	READ_PARAGRAPH_MEAN_COS, /* the mean over its paragraph */
	READ_PARAGRAPH_LEAD,     /* PARAGRAPH_BOTH minus that of the best other paragraph */
	READ_PARAGRAPH_SIZE,     /* sentences in it, and before this one */
	READ_PARAGRAPH_AT,
	READ_COUNT
};

/* A question's vectors: of the sentence and of each content word; and its words with opposites. */
struct reading_question {
	struct contrast contrast; /* only for plain text (index_is_text) */
	struct encoder_sentence sentence;
	struct encoder_vector terms[TERMS_MAX];
	bool has_term[TERMS_MAX]; /* false: no tokens were found for it */
	bool negated;             /* statement_negates */
	struct fact_vectors_scan scan;
};

/* Encodes the question and finds the facts nearest to it. Takes some milliseconds. */
void reading_encode(const struct index *index, const struct parsed_question *parsed,
	struct reading_question *question);

/* Writes the evidence for each of the facts at these positions, at most READING_FACTS_MAX; some of
 * it compares them with each other. hidden: a known question that is treated as absent
 * (cross-validation), or NULL. */
enum { READING_FACTS_MAX = 48 };
void reading_weigh(const struct index *index, struct fact_vectors *vectors,
	const struct parsed_question *parsed, const struct reading_question *question,
	const struct known *hidden, const int *positions, size_t count,
	float (*evidence)[READ_COUNT]);

#endif
