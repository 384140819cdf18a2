#ifndef TONLE_ASK_INDEX_H
#define TONLE_ASK_INDEX_H

#include "ask/near_miss.h"
#include "ask/postings.h"
#include "base/error.h"
#include "base/map.h"
#include "fact/fact.h"
#include "fact/near_duplicates.h"
#include "keep/store.h"
#include "language/lexicon.h"
#include "language/question.h"
#include "pattern/patterns.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The index: everything that answering needs of the fact base, in memory. It is built from one
 * reading of the store; an edit changes one fact in place. All of it belongs to the index, is used
 * by one thread and lives until index_free.
 *
 * A fact has a position, by its number, which moves when facts come and go before it, and a slot,
 * which stays: postings and patterns refer to slots. A fact that is not there for who looks at the
 * index has no position.
 */

/* A question of a fact, or one of its near misses. Its terms are places in the fact's mentions, its
 * skip-bigrams places in the fact's pairs: both are in the fact's places, from first on. */
struct known {
	uint64_t hash; /* words_hash */
	uint32_t first;
	unsigned short number; /* in fact->questions */
	unsigned char term_count, pair_count;
	unsigned char adjacent;   /* of the pairs: those of adjacent words, which come first */
	unsigned char bigrams;    /* number of skip-bigrams, repeated ones included */
	unsigned char kind, type; /* enum question_kind, question_type */
};

/* How often a fact uses a term: in how many of its questions, and whether in its statement. */
struct mention {
	int term_id;
	unsigned short questions; /* of kind ask or yes */
	unsigned short denied;    /* of kind no: "did they flee to Vietnam?" */
	unsigned short says;      /* 0 or 1 */
	unsigned short at;        /* 1 + where in the folded statement; 0: not in it */
};

/* A fact as answering sees it. Everything but the fact itself is in one block of memory. */
struct profile {
	const struct fact *fact;
	int64_t number; /* the fact's: what goes through all profiles leaves the facts alone */
	int slot;
	const struct known *known;          /* near misses last */
	size_t known_count, answered_count; /* all; without the near misses */
	const struct mention *mentions;     /* by term; then terms of near misses alone, by term */
	size_t mention_count, term_count;   /* without those of near misses alone; all */
	const uint32_t *pairs;              /* skip-bigrams of its questions, sorted */
	size_t pair_count;
	const unsigned short *places;
	unsigned types[QUESTION_TYPES];         /* number of its questions of each type */
	bool has_count, has_date, has_duration; /* in its statement */
	struct sketch sketch;                   /* of its statement */
};

struct region;
struct view;

struct index {
	struct factset set; /* as first read; profiles have the facts as edited */
	struct lexicon *lexicon;
	struct near_miss_model *near_miss_model;
	struct patterns *patterns; /* owner: the fact's slot */
	struct postings *postings;
	struct profile *profiles; /* by the facts' numbers */
	size_t count, room;
	size_t hidden; /* behind those: not there for who looks (index_view.h) */
	size_t scoped; /* of all: facts that have channels */
	const struct view *view;
	int *positions; /* by slot; -1: no fact, or a hidden one */
	size_t slot_count, slot_room;
	struct map ids, former_ids; /* fact id -> slot, of facts that are gone too */
	struct map names;           /* id of a name -> its place in set.aliases */
	struct verbatim {
		int *slots; /* hash table of slots by words_hash, open addressing; -1: free */
		size_t room, used;
	} verbatim;
	struct weighing *weighing;        /* memory for match_weigh */
	struct fact_vectors *vectors;     /* NULL before index_embed, or without an encoder */
	struct reading_question *reading; /* memory for reading_encode, if vectors */
	struct index *quotable;           /* sentences of documents (store_document.h), or NULL */
	struct arena arena;
	size_t fresh;          /* bytes used in the arena when it was built */
	struct region *region; /* in which it lies, if it is kept; or NULL */
};

/* Reads the store and builds the index; NULL with the reason. */
struct index *index_new(struct store *store, struct error *err);
/* Builds the index of a set, which it takes over: the caller's is empty afterwards. */
struct index *index_of(struct factset *set);

/* Reads the sentence vectors of all facts, and of each that index_put puts from now on, so that
 * questions are answered from statements too. embeddings, borrowed, must outlive the index; with
 * NULL nothing changes. Nothing is encoded: facts whose texts are not known to the embeddings have
 * no vectors, and index_read_vectors reads them when they are. */
struct embeddings;
void index_embed(struct index *index, struct embeddings *embeddings);
/* Other embeddings from now on, or none: after an index was built in another thread. Nothing is
 * asked of it while they are NULL. */
void index_use_embeddings(struct index *index, struct embeddings *embeddings);

/* Whether the fact with that number has its vectors now, or is gone. */
bool index_read_vectors(struct index *index, int64_t number);

/* The places in profiles of facts without vectors, hidden ones too, at most max; gives their
 * number.
 */
size_t index_without_vectors(const struct index *index, int *positions, size_t max);

void index_free(struct index *index);

/* Lets go of what does not lie in its region until it is needed again; for kept.h. */
void index_pack(struct index *index);

/*
 * Puts a copy of a fact in the place of the one with its number, or adds it; or removes one.
 * Positions and strings that the index gave before are no longer valid. Words that only the old
 * fact used stay known until the index is rebuilt.
 */
void index_put(struct index *index, const struct fact *fact);
void index_drop(struct index *index, int64_t number);

/* True when so much was replaced, which stays in memory, that the index should be rebuilt. */
bool index_is_worn(const struct index *index);

/* The position of the fact with that number, id (or one that it had) or slot; -1 if there is none.
 */
int index_by_number(const struct index *index, int64_t number);
int index_by_id(const struct index *index, const char *id);
int index_by_slot(const struct index *index, int slot);

/* The positions of the facts to read with the one at that position: those that its `see` names,
 * then those whose `see` names it, each once. At most INDEX_SEE_MAX; returns how many. What is not
 * served is left out. */
enum { INDEX_SEE_MAX = 3 * FACT_SEE_MAX };
size_t index_see(const struct index *index, int at, int positions[INDEX_SEE_MAX]);

/* The fact with that id, or the quotable sentence; NULL if there is none. */
const struct fact *index_find(const struct index *index, const char *id);

/* The name that the term stands for; NULL if it is a word. */
const struct alias *index_name(const struct index *index, int term_id);

/* The fact's mention of a term, or NULL. */
const struct mention *index_mention(const struct profile *profile, int term_id);

/* A question as it was written. */
const char *index_question(const struct profile *profile, const struct known *known);

/* The fact's question (or, with near_miss, its near miss) of these words (words_hash), other than
 * `except`, which may be NULL; or NULL. */
const struct known *index_same_words(
	const struct profile *profile, uint64_t hash, bool near_miss, const struct known *except);

/* Writes the positions of the facts with a question of these words, near misses apart, at most
 * max; gives their number. */
size_t index_verbatim(const struct index *index, uint64_t hash, int *positions, size_t max);

#endif
