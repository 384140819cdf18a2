#ifndef TONLE_LANGUAGE_LEXICON_H
#define TONLE_LANGUAGE_LEXICON_H

#include "fact/fact.h"
#include "language/skip_bigrams.h"
#include "language/words.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The lexicon turns folded text into terms, which do not depend on spelling and inflexion. It finds
 * names by their aliases, the longest first, and other words by their stem (stem.h) or, if an alias
 * row lists synonyms, by that row. Terms are numbered from 0.
 *
 * It is filled while an index is built (LEXICON_LEARN) and only read afterwards, by one thread. All
 * strings that it returns belong to it. The factset given to lexicon_new must outlive it.
 */
struct lexicon;

enum { TERMS_MAX = 64, TERM_TEXT = 40 };

struct term {
	int term_id;      /* -1: a word that no fact uses */
	bool name;        /* a name from the aliases */
	bool number;      /* has digits, or is a number word */
	bool light;       /* carries little meaning by itself: tell, about, happen … */
	bool guessed;     /* corrected from a misspelling */
	float confidence; /* 1, less for a guess */
	unsigned short at,
		length;       /* its bytes in the folded text; 0, 0 in scripts without spaces */
	char text[TERM_TEXT]; /* as in the folded text, cut to fit */
};

struct terms {
	struct term list[TERMS_MAX]; /* each term once, without function words */
	size_t count;
	uint32_t codes[SKIP_BIGRAMS_WORDS]; /* the words in order (skip_bigrams.h) */
	size_t code_count;
};

struct lexicon *lexicon_new(const struct factset *set);
void lexicon_free(struct lexicon *lexicon);

/* Frees memory outside its region (base/region.h) that can be made again when needed. */
void lexicon_pack(struct lexicon *lexicon);

/* Reads the terms of a folded text. LEXICON_LEARN adds unknown words as new terms; LEXICON_READ
 * corrects them to a known word if that is safe, or else leaves them unknown. */
enum lexicon_mode { LEXICON_READ, LEXICON_LEARN };
void lexicon_terms(
	struct lexicon *lexicon, const char *folded, enum lexicon_mode mode, struct terms *out);

/* Reads a question: its terms, and those of the thing asked for (question_focus). */
void lexicon_question(
	struct lexicon *lexicon, const char *folded, struct terms *terms, struct terms *focus);

/* The similarity of two related terms; that of equal terms is 1. */
#define LEXICON_RELATED 0.6f

/* Calls `each` with every term related to this one: by an alias row `near`, or as words with the
 * same beginning. The term itself is not included. */
void lexicon_each_related(const struct lexicon *lexicon, int term_id,
	void (*each)(void *context, int term_id), void *context);

/* Changes the number of facts that contain the term: by 1 or -1. */
void lexicon_count(struct lexicon *lexicon, int term_id, int by);

/* Call after lexicon_count, with the number of all facts: relates new words with the same
 * beginning.
 */
void lexicon_counted(struct lexicon *lexicon, size_t facts);

/* A term's weight, its inverse document frequency ln((N + 1) / (df + 0.5)). term_id -1: the highest
 * weight. */
float lexicon_weight(const struct lexicon *lexicon, int term_id);

/* Whether a name is in so few facts that it identifies a subject; "Cambodia" does not. */
static inline bool lexicon_is_distinctive(const struct lexicon *lexicon, int term_id)
{
	return lexicon_weight(lexicon, term_id) > 0.24f * lexicon_weight(lexicon, -1);
}

bool lexicon_is_person(const struct lexicon *lexicon, int term_id);

/* The term's alias id or word, to show to people. */
const char *lexicon_label(const struct lexicon *lexicon, int term_id);

/* Writes up to max folded names (aliases) of the term, for full-text search. Returns their number.
 */
size_t lexicon_names(const struct lexicon *lexicon, int term_id, const char **names, size_t max);

#endif
