#ifndef TONLE_ASK_CLAIM_H
#define TONLE_ASK_CLAIM_H

#include "language/lexicon.h"
#include "language/words.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * A claim: who did what to whom, when, as far as word order and grammar words tell. A yes/no
 * question makes one ("Did Lon Nol overthrow Sihanouk?"), and so does each clause of a statement
 * ("General Lon Nol overthrew Prince Sihanouk on 18 March 1970"). entails.h compares two. Pure.
 */
enum { CLAIM_ITEMS = 48 };

/* A name, number or other word that says something. */
struct claim_item {
	int term_id, base_id;      /* -1: a word that no fact uses; of "took" the base is "take" */
	bool name, number, plain;  /* one of them, or a part of a date */
	bool year, month, day;     /* one of them, if a part of a date */
	unsigned short word, last; /* its first and last word, in words */
};

struct claim {
	const char *text; /* folded, borrowed */
	bool question;
	bool be, present,
		modal;    /* a question: it opens with is or was, with is or does, with would */
	bool alternative; /* it has "or" */
	struct words words;
	struct claim_item items[CLAIM_ITEMS]; /* in their order */
	size_t count;
};

/* Reads a folded text, which must outlive the claim: a question, or a clause of a statement. */
void claim_read(struct lexicon *lexicon, const char *folded, bool question, struct claim *out);

/* The claim's item that is the same as the other one, or NULL. */
const struct claim_item *claim_find(
	const struct claim *claim, const struct claim *other, const struct claim_item *item);

bool claim_is_date(const struct claim_item *item);

/* The word at that place, or "". */
const char *claim_word(const struct claim *claim, size_t at);

/* The bytes of the words from…to in the text. */
void claim_span(const struct claim *claim, size_t from, size_t to, size_t *at, size_t *length);

/* Whether nothing but a space stands between the word and the next one. */
bool claim_adjoins(const struct claim *claim, size_t at);

/* Whether the word is in the form of a past or a participle: "signed", "took". */
bool claim_is_verbal(const struct claim *claim, size_t at);

/* The preposition that the item hangs on, not looking beyond the word `stop`, or "": "by" in "by
 * Cambodia's Supreme Court". */
const char *claim_preposition(
	const struct claim *claim, const struct claim_item *item, size_t stop);

/* Whether the item modifies nothing that follows, as in "the American ship" or "Cambodia's court".
 * verb: the place of the claim's verb, which may follow. */
bool claim_is_head(const struct claim *claim, const struct claim_item *item, size_t verb);

/* What limits a date's part: "until" in "until October 2004"; "" if nothing does. */
const char *claim_date_limit(const struct claim *claim, const struct claim_item *item);

#endif
