#ifndef TONLE_ASK_INDEX_H
#define TONLE_ASK_INDEX_H

#include "ask/near_miss.h"
#include "ask/postings.h"
#include "base/date.h"
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
 * The index: the part of the fact base that answering needs, in memory. It is built from the store
 * in one pass; an edit replaces one fact in place. Everything in it belongs to the index, lives
 * until index_free, and is used by one thread.
 *
 * A fact has a position and a slot. Positions are in the order of the facts' numbers and change
 * when facts before it are added or removed. Slots never change: postings and patterns refer to
 * them. A fact that the current view hides (index_view.h) has no position.
 */

/* A question of a fact, or one of its near misses. places[first …] of the fact has the indexes of
 * its terms in mentions, then those of its skip-bigrams in pairs. */
struct known {
	uint64_t hash; /* words_hash */
	uint32_t first;
	unsigned short number; /* in fact->questions */
	unsigned char term_count, pair_count;
	unsigned char adjacent;   /* number of pairs of adjacent words, which come first */
	unsigned char bigrams;    /* number of skip-bigrams, repeated ones included */
	unsigned char kind, type; /* enum question_kind, question_type */
};

/* What a term is in the statement. */
enum { STATED_NAME = 1, STATED_NUMBER = 2, STATED_YEAR = 4, STATED_LIGHT = 8 };

/* How often a fact uses a term: in how many of its questions, and whether in its statement. */
struct mention {
	int term_id;
	unsigned short questions; /* of kind ask or yes */
	unsigned short denied;    /* of kind no: "did they flee to Vietnam?" */
	unsigned char says;       /* 0 or 1 */
	unsigned char stated;     /* bits: STATED_NAME … */
	unsigned short at;        /* 1 + offset in the folded statement; 0: not in it */
};

/* The data about a fact that answering needs. All but the fact itself is one block of memory. */
struct profile {
	const struct fact *fact;
	/* the fact's, copied so that a scan of all profiles does not touch facts */
	int64_t number;
	struct date_span when; /* 0, 0: it has no date */
	int slot;
	const struct known *known;          /* near misses last */
	size_t known_count, answered_count; /* all; without the near misses */
	const struct mention *mentions;     /* by term; then terms only in near misses, by term */
	size_t mention_count, term_count;   /* without those only in near misses; all */
	const uint32_t *pairs;              /* skip-bigrams of its questions, sorted */
	size_t pair_count;
	const unsigned short *places;
	unsigned types[QUESTION_TYPES];         /* number of its questions of each type */
	bool has_count, has_date, has_duration; /* its statement has one */
};

struct region;
struct view;

struct index {
	struct factset set; /* as first read; profiles have the facts as edited */
	struct lexicon *lexicon;
	struct near_miss_model *near_miss_model;
	struct patterns *patterns; /* owner: the fact's slot */
	struct postings *postings;
	struct postings *stated;  /* those of the terms that statements have; all impacts are 1 */
	struct written *written;  /* the words of the statements */
	struct profile *profiles; /* by the facts' numbers */
	size_t count, room;
	size_t hidden; /* profiles after those: facts that the view hides (index_view.h) */
	size_t scoped; /* number of all facts that belong to channels */
	bool quoted;   /* it is the `quotable` of another */
	size_t asked;  /* number of all facts with questions, near misses or patterns */
	const struct view *view;
	int *positions;          /* by slot; -1: no fact, or a hidden one */
	struct sketch *sketches; /* of the statements, by slot */
	size_t slot_count, slot_room, sketch_room;
	struct map ids, former_ids; /* fact id -> slot, also of removed facts */
	struct map names;           /* id of a name -> its position in set.aliases */
	struct map topics;          /* topic -> number of facts on it, also hidden ones */
	struct verbatim {
		/* hash table by words_hash, open addressing. Most entries that a search passes
		 * are ruled out by the upper half of their hash, without a look at their fact. */
		struct verbatim_entry {
			uint32_t high;
			int slot; /* -1: free */
		} * entries;
		size_t room, used;
	} verbatim;
	struct weighing *weighing;        /* memory for match_weigh */
	struct fact_vectors *vectors;     /* NULL before index_embed, or without an encoder */
	struct reading_question *reading; /* memory for reading_encode, if vectors is set */
	struct index *quotable;           /* sentences of documents (store_document.h), or NULL */
	struct arena arena;
	size_t fresh;          /* bytes used in the arena when it was built */
	struct region *region; /* the memory that holds it, if it is saved to a file; or NULL */
};

/* Reads the store and builds the index; NULL with the reason. */
struct index *index_new(struct store *store, struct error *err);
/* Builds the index of a set. Takes the set over, and leaves the caller's empty. Its facts are in
 * the order of their numbers, or have none (they were read from a file): then their places are
 * their numbers. */
struct index *index_of(struct factset *set);

/* Reads the sentence vectors of all facts, and of each later index_put, so that questions are
 * answered from statements, too. embeddings (borrowed) must outlive the index; NULL changes
 * nothing. Encodes nothing: facts whose texts the embeddings do not have yet get no vectors until
 * index_read_vectors. */
struct embeddings;
void index_embed(struct index *index, struct embeddings *embeddings);
/* Replaces the embeddings (NULL: none), after an index was built in another thread. While they are
 * NULL, the index must not be queried. */
void index_use_embeddings(struct index *index, struct embeddings *embeddings);

/* Reads the vectors of the fact with that number. True if it has them now, or does not exist. */
bool index_read_vectors(struct index *index, int64_t number);

/* Writes the places in `profiles` of facts without vectors, hidden ones included, at most max.
 * Returns their number. */
size_t index_without_vectors(const struct index *index, int *positions, size_t max);

/* The fact before that place in `profiles`, by number; also one that the view hides, since vectors
 * are the same in every view. NULL if there is none; quotable sentences have none. */
const struct fact *index_before(const struct index *index, size_t place);

void index_free(struct index *index);

/* Frees what is not in its region and can be made again when needed; for kept.h. */
void index_pack(struct index *index);

/*
 * Replaces the fact with the same number by a copy of this one, or adds it; removes a fact.
 * Invalidates positions and strings that the index returned before. Words that only the old fact
 * used stay in the lexicon until the index is rebuilt.
 */
void index_put(struct index *index, const struct fact *fact);
void index_drop(struct index *index, int64_t number);

/* Whether replaced facts, whose memory is not freed, take too much memory. */
bool index_needs_rebuild(const struct index *index);

/* The position of the fact with that number, id (also a former one) or slot; -1 if there is none.
 */
int index_by_number(const struct index *index, int64_t number);
int index_by_id(const struct index *index, const char *id);
int index_by_slot(const struct index *index, int slot);

/* Writes the positions of the facts to read with the one at that position: those in its `see`, then
 * those whose `see` has it, each once. Returns their number, at most INDEX_SEE_MAX. Facts that are
 * not served are left out. */
enum { INDEX_SEE_MAX = 3 * FACT_SEE_MAX };
size_t index_see(const struct index *index, int at, int positions[INDEX_SEE_MAX]);

/* Whether a fact is on that topic (fact_is_on). */
bool index_has_topic(const struct index *index, const char *topic);

/* The fact with that id, or the quotable sentence; NULL if there is none. */
const struct fact *index_find(const struct index *index, const char *id);

/* Whether the facts are plain text that nobody has worked on: none has questions or patterns, and
 * nothing has a name. False for quotable sentences, to whose confidence quoting.c is fitted. */
bool index_is_text(const struct index *index);

/* The name that the term stands for; NULL if the term is a plain word. */
const struct alias *index_name(const struct index *index, int term_id);

/* The fact's mention of a term, or NULL. */
const struct mention *index_mention(const struct profile *profile, int term_id);

/* A question as it was written. */
const char *index_question(const struct profile *profile, const struct known *known);

/* The fact's question (or, with near_miss, its near miss) with these words (words_hash), or NULL.
 * Ignores `except`, which may be NULL. */
const struct known *index_same_words(
	const struct profile *profile, uint64_t hash, bool near_miss, const struct known *except);

/* Writes the positions of the facts with a question (not a near miss) of these words, at most max.
 * Returns their number. */
size_t index_verbatim(const struct index *index, uint64_t hash, int *positions, size_t max);

#endif
