#ifndef TONLE_ASK_LEXICON_INNER_H
#define TONLE_ASK_LEXICON_INNER_H

#include "ask/lexicon.h"
#include "ask/script.h"
#include "ask/words.h"
#include "base/map.h"

/* What lexicon.c and lexicon_learn.c share; nobody else includes it. */

enum { FORM_WORDS = 8 }; /* the longest form, in words */

/* A form of two or more words, kept under its first. */
struct phrase {
	char *words[FORM_WORDS];
	size_t count;
	int concept;
	int next; /* another with the same first word, or -1 */
};

struct concept {
	const char *label;
	bool name, person;
	size_t facts; /* document frequency */
	float weight;
	int *near;
	size_t near_count, near_room;
	const char **forms;
	size_t form_count, form_room;
};

struct sb_stemmer;

struct lexicon {
	struct arena arena;
	struct sb_stemmer *stemmer;
	struct map exact;   /* names of one word, as written -> concept */
	struct map stems;   /* stem -> concept */
	struct map phrases; /* first word -> first of its phrases */
	struct phrase *phrase_list;
	size_t phrase_count, phrase_room;
	struct concept *concepts;
	size_t count, room;
	const char **vocabulary; /* stems in the order of learning, for spelling */
	size_t word_count, word_room;
	struct script script; /* names in scripts without spaces */
	float top_weight;
};

/* The stem of a word; good until the next call. */
const char *lexicon_stem(const struct lexicon *lexicon, const char *word);

/* How a form's or a text's word is compared: a name's as written, another's by its stem. */
const char *lexicon_key(const struct lexicon *lexicon, const char *word, bool name);

/* Learning, a piece at a time; label, stem and form are kept, so they live in the arena. */
int lexicon_add_concept(struct lexicon *lexicon, const char *label, bool name);
void lexicon_add_word(struct lexicon *lexicon, const char *stem, int concept);
void lexicon_add_form(struct lexicon *lexicon, int concept, const char *form);

/* All aliases of the set: names, then words, then near rows, which may speak of either. */
void lexicon_learn(struct lexicon *lexicon, const struct factset *set);

#endif
