#ifndef TONLE_LANGUAGE_LEXICON_H
#define TONLE_LANGUAGE_LEXICON_H

#include "fact/fact.h"
#include "language/skip_bigrams.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The lexicon turns folded text into terms: what a text is about, spelling and inflexion aside.
 * Names are found by their forms (aliases), the longest first; other words by their stem (Snowball
 * English, snowballstem.org) and, if an alias row says that words mean the same, by that row.
 * Two terms are the same when their concepts are equal, near when lexicon_relatedness says so.
 *
 * It is filled while an index is built (LEXICON_LEARN) and only read afterwards. Everything it
 * gives belongs to it; the factset given to lexicon_new must outlive it.
 */
struct lexicon;

enum { TERMS_MAX = 64, TERM_TEXT = 40 };

struct term {
	int term_id;          /* >= 0; -1: a word that the fact base does not know */
	bool name;            /* a name from the aliases, or an unknown word that looks like one */
	bool number;          /* digits in it, or a number word */
	bool light;           /* says little by itself: tell, about, happen … */
	bool guessed;         /* not as spelled: corrected, or by a shared beginning */
	float sure;           /* 1, less for a guess */
	char text[TERM_TEXT]; /* as it stands in the folded text, cut to fit */
};

struct terms {
	struct term list[TERMS_MAX]; /* no concept twice; function words left out */
	size_t count;
	uint32_t
		codes[SKIP_BIGRAMS_WORDS]; /* the text's words in their order, for skip_bigrams.h */
	size_t code_count;
};

struct lexicon *lexicon_new(const struct factset *set);
void lexicon_free(struct lexicon *lexicon);

/* Reads the terms of a folded text (text_fold). With learn, new words become concepts; without,
 * they are corrected to a known word where that is safe, else given as unknown. */
enum lexicon_mode { LEXICON_READ, LEXICON_LEARN };
void lexicon_terms(
	struct lexicon *lexicon, const char *folded, enum lexicon_mode mode, struct terms *out);

/* How alike two concepts are: 1 the same, 0.6 near (an alias row `near`, or words of one
 * beginning), 0 otherwise. */
float lexicon_relatedness(const struct lexicon *lexicon, int a, int b);

/* Calls each with every concept near to this one, itself not included. */
void lexicon_each_related(const struct lexicon *lexicon, int term_id,
	void (*each)(void *context, int term_id), void *context);

/* One fact's text holds the concept (by 1, once a fact and concept), or no longer (by -1);
 * and after the last one:
 * the weight of a concept is its inverse document frequency, ln((N + 1) / (df + 0.5)). */
void lexicon_count(struct lexicon *lexicon, int term_id, int by);
void lexicon_counted(struct lexicon *lexicon, size_t facts);
float lexicon_weight(const struct lexicon *lexicon, int term_id); /* -1: the highest */
size_t lexicon_size(const struct lexicon *lexicon);               /* concepts */

/* Whether it is the name of a person. */
bool lexicon_is_person(const struct lexicon *lexicon, int term_id);

/* The concept in words, for `why`; and the words by which full-text search can find it: up to max
 * forms, borrowed. */
const char *lexicon_label(const struct lexicon *lexicon, int term_id);
size_t lexicon_names(const struct lexicon *lexicon, int term_id, const char **names, size_t max);

#endif
