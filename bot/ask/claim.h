#ifndef TONLE_ASK_CLAIM_H
#define TONLE_ASK_CLAIM_H

#include "language/lexicon.h"
#include "language/words.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * A claim: who did what to whom and when, as far as word order and function words show it. A yes/no
 * question makes one claim ("Did Lon Nol overthrow Sihanouk?"), and so does each clause of a
 * statement ("General Lon Nol overthrew Prince Sihanouk on 18 March 1970"). entails.h compares two
 * claims. Pure functions.
 */
enum { CLAIM_ITEMS = 48 };

/* A name, a number or another content word. */
struct claim_item {
	/* -1: a word that no fact uses. The base of "took" is "take". The month of May has an id
	 * that is no term of the lexicon. */
	int term_id, base_id;
	bool name, number, plain;  /* exactly one is set, unless it is a part of a date */
	bool year, month, day;     /* exactly one is set for a part of a date */
	unsigned short word, last; /* its first and last word, in words */
};

struct claim {
	const char *text; /* folded, borrowed */
	bool question;
	bool be, present,
		modal;    /* a question that opens with is or was; with is or does; with would */
	bool alternative; /* it contains "or" */
	struct words words;
	struct claim_item items[CLAIM_ITEMS]; /* in the order of the text */
	size_t count;
};

/* Reads a folded text, which must outlive the claim: a question, or a clause of a statement. */
void claim_read(struct lexicon *lexicon, const char *folded, bool question, struct claim *out);

/* The item of `claim` that equals `item` of `other`, or NULL. */
const struct claim_item *claim_find(
	const struct claim *claim, const struct claim *other, const struct claim_item *item);

bool claim_is_date(const struct claim_item *item);

/* The word at that position, or "". */
const char *claim_word(const struct claim *claim, size_t at);

/* Sets the offset and length, in bytes of the text, of the words `from` to `to`. */
void claim_span(const struct claim *claim, size_t from, size_t to, size_t *at, size_t *length);

/* Whether only a space separates the word from the next one. */
bool claim_adjoins(const struct claim *claim, size_t at);

/* Whether the word looks like a past tense or a participle: "signed", "took". */
bool claim_is_verbal(const struct claim *claim, size_t at);

/* Whether the word is a form of "be", also a negated one. */
bool claim_is_be(const char *word);

/* The preposition that governs the item, looking no further than the word `stop`, or "": "by" in
 * "by Cambodia's Supreme Court". */
const char *claim_preposition(
	const struct claim *claim, const struct claim_item *item, size_t stop);

/* Whether the item is the head of its noun phrase: false for "American" in "the American ship",
 * "Cambodia" in "Cambodia's court" and "Vietnamese" in "Vietnamese-backed". verb: the position of
 * the claim's verb, which may follow. */
bool claim_is_head(const struct claim *claim, const struct claim_item *item, size_t verb);

/* The word that limits a part of a date: "until" in "until October 2004"; "" if there is none. */
const char *claim_date_limit(const struct claim *claim, const struct claim_item *item);

#endif
