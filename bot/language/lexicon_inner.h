#ifndef TONLE_LANGUAGE_LEXICON_INNER_H
#define TONLE_LANGUAGE_LEXICON_INNER_H

#include "base/map.h"
#include "language/lexicon.h"
#include "language/script.h"
#include "language/words.h"

/* What lexicon.c and lexicon_learn.c share; nobody else includes it. */

enum { NAME_WORDS = 8 }; /* the longest form, in words */

/* A form of two or more words, kept under its first. */
struct phrase {
	char *words[NAME_WORDS];
	size_t count;
	int term_id;
	int next; /* another with the same first word, or -1 */
};

struct term_id {
	const char *label;
	bool name, person;
	size_t facts; /* document frequency */
	float weight;
	int *related;
	size_t related_count, related_room;
	const char **names;
	size_t name_count, name_room;
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
	struct term_id *term_ids;
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
int lexicon_add_term(struct lexicon *lexicon, const char *label, bool name);
void lexicon_add_word(struct lexicon *lexicon, const char *stem, int term_id);
void lexicon_add_name(struct lexicon *lexicon, int term_id, const char *form);

/* All aliases of the set: names, then words, then near rows, which may speak of either. */
void lexicon_learn(struct lexicon *lexicon, const struct factset *set);

#endif
