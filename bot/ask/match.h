#ifndef TONLE_ASK_MATCH_H
#define TONLE_ASK_MATCH_H

#include "ask/index.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * How well a fact matches a question: features, most of them between 0 and 1, that logistic
 * regression combines into one score. tests/eval/fit.py fits the weights (the table in match.c) by
 * cross-validation over the known questions.
 */
enum evidence {
	EVIDENCE_NEAREST,         /* similarity to the nearest of the fact's questions */
	EVIDENCE_NEAR_FEW,        /* mean similarity to its three nearest */
	EVIDENCE_COVERED,         /* share of the question that the fact mentions anywhere */
	EVIDENCE_STATED,          /* share of the question that the statement mentions */
	EVIDENCE_TYPICAL,         /* how typical its words are of this fact's questions */
	EVIDENCE_SAME_TYPE,       /* the nearest question is of the same type */
	EVIDENCE_TYPE,            /* share of its questions that are of this type */
	EVIDENCE_PATTERN,         /* a pattern of the fact matches */
	EVIDENCE_UNKNOWN,         /* share of the question in words that no fact uses */
	EVIDENCE_UNKNOWN_ENTITY,  /* names or numbers in the question that the fact does not have */
	EVIDENCE_NEAR_MISS,       /* similarity to a near miss beyond that to its questions */
	EVIDENCE_CORE,            /* share of the terms that most of its questions have */
	EVIDENCE_FOCUS,           /* share of the thing asked for that it lacks */
	EVIDENCE_GAP,             /* highest weight of a word that it lacks */
	EVIDENCE_NEW_TYPE,        /* none of its questions is of this type */
	EVIDENCE_CANNOT,          /* asked for a number or date, and the statement has none */
	EVIDENCE_SUBSTANCE,       /* total weight of the question's words */
	EVIDENCE_MISS,            /* similarity to the nearest near miss */
	EVIDENCE_BIGRAMS,         /* similarity in skip-bigrams to one of its questions */
	EVIDENCE_BIGRAMS_MISS,    /* … and to one of its near misses */
	EVIDENCE_BIGRAMS_KNOWN,   /* share of the skip-bigrams that its questions have */
	EVIDENCE_SAID,            /* unweighted share of the words that it has */
	EVIDENCE_LEAST,           /* how well it covers the word that it covers worst */
	EVIDENCE_TYPED,           /* like SAID, in the statement and the questions of this type */
	EVIDENCE_LEAST_TYPED,     /* like LEAST, in the same */
	EVIDENCE_WORDED,          /* share of the words that it has literally, not a related one */
	EVIDENCE_LENGTH,          /* number of words, in tens */
	EVIDENCE_FOCUS_SAME,      /* share of the thing asked for that it has literally */
	EVIDENCE_ORDINAL,         /* it has a different rank: first, largest, last */
	EVIDENCE_NEAR_MISS_PRIOR, /* log odds of being a near miss (near_miss.h), / 10 */
	EVIDENCE_COUNT
};

/* A term that is one of the question's terms, or related to it. */
struct relative {
	int term_id;
	unsigned term; /* its place in the question's terms */
	float near;    /* 1 for the same term, LEXICON_RELATED for a related one */
	float related; /* the same, but lower if the question's term is a guess */
};

enum { RELATIVES_MAX = 400, RELATIVES_MARKS = 1024 };

struct parsed_question {
	const char *folded;
	uint64_t hash; /* words_hash */
	enum question_type type;
	struct terms terms;
	float weights[TERMS_MAX]; /* of each term */
	float total;              /* their sum; 0: it asks about nothing */
	bool ranks[TERMS_MAX];    /* terms that rank: first, largest, last … */
	struct terms focus;       /* the thing asked for, if the form shows it (question_focus) */
	struct skip_bigrams skip_bigrams;
	size_t bigrams;        /* number of skip-bigrams, repeated ones included */
	float near_miss_prior; /* near_miss.h: log odds that it is worded like a near miss */
	struct relative relatives[RELATIVES_MAX]; /* by term_id */
	size_t relative_count;
	bool marks[RELATIVES_MARKS]; /* by term_id modulo the size; false: no relative has it */
};

/* A fact weighed against a question. */
struct fit {
	int at; /* position in the index */
	float evidence[EVIDENCE_COUNT];
	float score;                 /* weighed evidence, unbounded */
	const struct known *nearest; /* its nearest question, or NULL */
	const char *pattern;         /* the pattern that matched, or NULL */
	/* the first name or number that it does not have, or "" */
	char unknown_entity[TERM_TEXT];
};

/* Parses a folded text, which must outlive *parsed. */
void match_read(const struct index *index, const char *folded, struct parsed_question *parsed);

/* The question's relatives that are that term: from *first on, before *end; none if both are the
 * same. */
void match_relatives(
	const struct parsed_question *parsed, int term_id, unsigned *first, unsigned *end);

/* For cross-validation: the text is the known question `hidden`, which is treated as absent. Takes
 * its share out of near_miss_prior. */
void match_hide(
	const struct index *index, const struct known *hidden, struct parsed_question *parsed);

/* Writes the positions of the likeliest facts by postings alone, best first, at most max
 * (POSTINGS_BEST_MAX). Returns their number. */
size_t match_candidates(const struct index *index, const struct parsed_question *parsed,
	int *positions, size_t max);

/* Weighs the fact at fit->at; the caller has set fit->pattern. hidden: one of its questions that is
 * treated as absent (cross-validation), or NULL. */
void match_weigh(const struct index *index, const struct parsed_question *parsed,
	const struct known *hidden, struct fit *fit);

/* The text of the fit's nearest question; "" if it has none. */
const char *match_nearest(const struct index *index, const struct fit *fit);

/* The evidence weighed for ranking. */
float match_score(const struct fit *fit);

const char *match_evidence_name(enum evidence evidence);

/* The index's memory for match_weigh: creates it, enlarges it for a fact, frees it. */
struct weighing *match_new(void);
void match_reserve(struct index *index, const struct profile *profile);
void match_free(struct weighing *weighing);

#endif
