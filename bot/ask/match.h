#ifndef TONLE_ASK_MATCH_H
#define TONLE_ASK_MATCH_H

#include "ask/index.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * How well a fact fits a question: pieces of evidence, each a number between 0 and 1, weighed into
 * one score (logistic regression, fitted by tests/eval/fit.py on questions answered from the
 * others; the weights are the table in match.c).
 */
enum evidence {
	EVIDENCE_NEAREST,        /* likeness to the nearest of the fact's questions */
	EVIDENCE_NEAR_FEW,       /* mean likeness to its three nearest */
	EVIDENCE_COVERED,        /* share of the question that the fact speaks of anywhere */
	EVIDENCE_STATED,         /* share of the question that the statement itself speaks of */
	EVIDENCE_TYPICAL,        /* how typical its words are of this fact's questions */
	EVIDENCE_SAME_TYPE,      /* the nearest question asks for the same kind of thing */
	EVIDENCE_TYPE,           /* share of its questions that ask for this kind of thing */
	EVIDENCE_PATTERN,        /* a curated pattern of the fact matches */
	EVIDENCE_UNKNOWN,        /* share of the question in words nobody has used here */
	EVIDENCE_UNKNOWN_ENTITY, /* names or numbers in the question that the fact does not know */
	EVIDENCE_NEAR_MISS, /* likeness to one of its near misses, beyond that to its questions */
	EVIDENCE_CORE,     /* share of what most of its questions speak of that this one does too */
	EVIDENCE_FOCUS,    /* share of the thing asked for that its questions never ask for */
	EVIDENCE_GAP,      /* weight of the weightiest word that it does not speak of */
	EVIDENCE_NEW_TYPE, /* none of its questions asks for this kind of thing */
	EVIDENCE_CANNOT,   /* a number or date is asked for, and the statement has none */
	EVIDENCE_SUBSTANCE, /* how much the question's words tell together */
	EVIDENCE_MISS,      /* likeness to the nearest near miss */
	EVIDENCE_BIGRAMS, /* likeness in turns of phrase to one of its questions (skip_bigrams.h) */
	EVIDENCE_BIGRAMS_MISS,    /* … and to one of its near misses */
	EVIDENCE_BIGRAMS_KNOWN,   /* share of the turns that stand in one of its questions */
	EVIDENCE_SAID,            /* share of the words, rare or common, that it speaks of */
	EVIDENCE_LEAST,           /* how well it speaks of the word that it speaks of least */
	EVIDENCE_TYPED,           /* as SAID, in the statement or a question of the same kind */
	EVIDENCE_LEAST_TYPED,     /* as LEAST, there */
	EVIDENCE_WORDED,          /* share of the words that stand there themselves */
	EVIDENCE_LENGTH,          /* number of words, of ten */
	EVIDENCE_FOCUS_SAME,      /* share of the thing asked for that stands there itself */
	EVIDENCE_ORDINAL,         /* first, second, largest, last: not as the fact has it */
	EVIDENCE_NEAR_MISS_PRIOR, /* worded like near misses rather than questions (near_miss.h) */
	EVIDENCE_COUNT
};

/* A concept that is (near 1) or is near to the question's term of that number. */
struct relative {
	int term_id;
	unsigned term;
	float related;
};

enum { RELATIVES_MAX = 400, RELATIVES_MARKS = 1024 };

/* The question, understood. */
struct parsed_question {
	const char *folded;
	enum question_type type;
	struct terms terms;
	float weights[TERMS_MAX]; /* of each term */
	float total;              /* their sum; 0: it asks about nothing */
	struct terms focus;       /* the thing asked for, if the form tells (question_focus) */
	struct skip_bigrams skip_bigrams;
	float near_miss_prior; /* near_miss.h: log odds that it is worded like a near miss */
	struct relative relatives[RELATIVES_MAX]; /* sorted by concept */
	size_t relative_count;
	bool marks[RELATIVES_MARKS]; /* false: no relative has such a concept */
};

/* A fact weighed against it. */
struct fit {
	int at; /* position in the index */
	float evidence[EVIDENCE_COUNT];
	float score;                 /* weighed evidence, unbounded */
	const struct known *nearest; /* its nearest question, or NULL */
	const char *pattern;         /* that matched, or NULL */
	const char *unknown_entity;  /* the first name or number it does not know, or NULL */
};

/* Reads a folded text, which must outlive what is read. */
void match_read(const struct index *index, const char *folded, struct parsed_question *parsed);

/* The text is the known question hidden, which is to be treated as not there (cross-validation):
 * takes back what it has taught of how near misses are worded. */
void match_hide(
	const struct index *index, const struct known *hidden, struct parsed_question *parsed);

/* The first of the relatives of that concept, the others right behind it; or NULL. */
const struct relative *match_relatives(const struct parsed_question *parsed, int term_id);

/* Weighs the fact at fit->at (pattern already filled in). hidden: one of its questions that is to
 * be treated as not there (cross-validation), or NULL. */
void match_weigh(const struct index *index, const struct parsed_question *parsed,
	const struct known *hidden, struct fit *fit);

/* The evidence weighed for ranking. */
float match_score(const struct fit *fit);

const char *match_evidence_name(enum evidence evidence);
float match_evidence_weight(enum evidence evidence);

#endif
